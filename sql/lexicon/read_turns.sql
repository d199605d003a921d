-- What each turn was read from: a turn whose hash stands here already is not read again, wherever it has moved.
-- grain: interview_id, turn
-- personal: pseudonymous
-- published: no
-- inputs: step read_words
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   content_hash: SHA-256 of the language model's version, the study's placeholders and the masked text
CREATE TABLE read_turns (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    content_hash VARCHAR NOT NULL,
    PRIMARY KEY (interview_id, turn)
);
