-- Words of the interviewees' speech (no particles, no expressions) that no dictionary knows or whose lemma is disputed, and that the study settled not.
-- grain: interview_id, turn, token
-- personal: pseudonymous
-- published: no
-- inputs: tokens, lemma_votes
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   token: position in the turn, from 1
--   start_at: first character in the masked turn
--   end_at: one past the last character
--   form: as it stands, in lower case
--   lemma: dictionary form, the one that won
--   pos: universal part of speech
--   category: category of words
--   known: a dictionary knows the form
--   votes: who said which lemma, where they disagree: voter: lemma | voter: lemma
CREATE VIEW doubtful_words AS
WITH votes AS (
    SELECT
        lemma_votes.interview_id,
        lemma_votes.turn,
        lemma_votes.word,
        string_agg(lemma_votes.voter || ': ' || lemma_votes.lemma, ' | ' ORDER BY lemma_votes.voter) AS votes
    FROM lemma_votes
    GROUP BY lemma_votes.interview_id, lemma_votes.turn, lemma_votes.word
)

SELECT
    tokens.interview_id,
    tokens.turn,
    tokens.token,
    tokens.start_at,
    tokens.end_at,
    tokens.form,
    tokens.lemma,
    tokens.pos,
    tokens.category,
    tokens.known,
    coalesce(votes.votes, '') AS votes
FROM tokens
LEFT JOIN votes
    ON
        tokens.interview_id = votes.interview_id
        AND tokens.turn = votes.turn
        AND tokens.token = votes.word
WHERE
    tokens.segment > 0
    AND tokens.kind = 'word'
    AND tokens.category <> 'particle'
    AND tokens.expression_word = 0
    AND tokens.source <> 'dictionary'
    AND (NOT tokens.known OR votes.votes IS NOT NULL);
