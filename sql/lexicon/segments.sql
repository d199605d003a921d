-- Segments of about forty words, never across a turn.
-- grain: interview_id, segment
-- personal: pseudonymous
-- published: yes
-- inputs: step annotate_interviews
-- columns:
--   interview_id: participant and wave
--   segment: position in the interview, from 1
--   turn: turn it stands in
--   start_at: first character in the masked turn
--   end_at: one past the last character
--   n_words: what is counted: words, numbers and placeholders; hesitations, false starts and events where the study asks
CREATE TABLE segments (
    interview_id VARCHAR NOT NULL,
    segment INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    n_words INTEGER NOT NULL,
    PRIMARY KEY (interview_id, segment)
);
