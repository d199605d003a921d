-- The place in the masked text of the words behind each mark.
-- grain: interview_id, indicator, coder, ordinal
-- personal: pseudonymous
-- published: yes
-- inputs: step anchor_quotes
-- columns:
--   interview_id: participant and wave
--   indicator: full key of the indicator
--   coder: who marked
--   ordinal: quote of the cell, from 1
--   turn: position in the interview; 0 where the words were not found
--   start_at: first character in the masked turn
--   end_at: one past the last character
CREATE TABLE mark_evidence (
    interview_id VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    PRIMARY KEY (interview_id, indicator, coder, ordinal)
);
