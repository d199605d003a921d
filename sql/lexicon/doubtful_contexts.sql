-- Where a doubtful word stands, the first twenty places of each reading, with the words around it.
-- grain: form, lemma, pos, rank
-- personal: pseudonymous
-- published: no
-- inputs: doubtful_words, masked_turns, analysed_interviews, citation_labels
-- columns:
--   form: as it stands, in lower case
--   lemma: dictionary form
--   pos: universal part of speech
--   rank: from 1; each interview gives its first place before any gives its second
--   interview_id: participant and wave
--   turn: position in the interview
--   label: who speaks: pseudonym and side
--   before: masked words before, 120 characters at most
--   word: the word as it stands
--   after: masked words behind, 120 characters at most
CREATE VIEW doubtful_contexts AS
WITH numbered AS (
    SELECT
        doubtful_words.form,
        doubtful_words.lemma,
        doubtful_words.pos,
        doubtful_words.interview_id,
        doubtful_words.turn,
        doubtful_words.start_at,
        doubtful_words.end_at,
        row_number() OVER (
            PARTITION BY doubtful_words.form, doubtful_words.lemma, doubtful_words.pos, doubtful_words.interview_id
            ORDER BY doubtful_words.turn, doubtful_words.token
        ) AS place
    FROM doubtful_words
),

ranked AS (
    SELECT
        numbered.*,
        row_number() OVER (
            PARTITION BY numbered.form, numbered.lemma, numbered.pos ORDER BY numbered.place, numbered.interview_id
        )::INTEGER AS rank
    FROM numbered
    QUALIFY
        row_number() OVER (
            PARTITION BY numbered.form, numbered.lemma, numbered.pos ORDER BY numbered.place, numbered.interview_id
        ) <= 20
)

SELECT
    ranked.form,
    ranked.lemma,
    ranked.pos,
    ranked.rank,
    ranked.interview_id,
    ranked.turn,
    citation_labels.label,
    substring(masked_turns.text, greatest(ranked.start_at - 119, 1), least(ranked.start_at, 120)) AS before,
    substring(masked_turns.text, ranked.start_at + 1, ranked.end_at - ranked.start_at) AS word,
    substring(masked_turns.text, ranked.end_at + 1, 120) AS after
FROM ranked
INNER JOIN masked_turns ON ranked.interview_id = masked_turns.interview_id AND ranked.turn = masked_turns.turn
INNER JOIN analysed_interviews ON ranked.interview_id = analysed_interviews.interview_id
INNER JOIN citation_labels ON analysed_interviews.participant_id = citation_labels.participant_id;
