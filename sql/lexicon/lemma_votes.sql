-- What each voter said where they disagree about the lemma of a word.
-- grain: interview_id, turn, word, voter
-- personal: pseudonymous
-- published: no
-- inputs: step read_words
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   word: position in the turn, from 1
--   voter: closed class, table, simplemma, trees, pipeline or form
--   lemma: dictionary form that it proposes
CREATE TABLE lemma_votes (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    word INTEGER NOT NULL,
    voter VARCHAR NOT NULL,
    lemma VARCHAR NOT NULL,
    PRIMARY KEY (interview_id, turn, word, voter)
);
