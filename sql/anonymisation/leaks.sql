-- Places of masked turns where an identifying form still stands.
-- grain: interview_id, turn, start_at
-- personal: pseudonymous
-- published: no
-- inputs: step check_leaks
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   start_at: first character in the masked turn
--   end_at: one past the last character
--   kind: person, place, phone ...
--   certain: false for what a reader must judge: a name that is also a word
CREATE TABLE leaks (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    certain BOOLEAN NOT NULL,
    PRIMARY KEY (interview_id, turn, start_at)
);
