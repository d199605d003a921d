-- Where something was masked and of which kind it was.
-- grain: interview_id, turn, start_at
-- personal: pseudonymous
-- published: yes
-- inputs: step mask_interviews
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   start_at: first character of the replacement in the masked turn, from 0
--   end_at: one past its last character
--   kind: person, place, phone ...
--   source: what found it
CREATE TABLE replacements (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (interview_id, turn, start_at)
);
