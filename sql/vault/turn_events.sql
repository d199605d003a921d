-- What stands in the original turns and is no word. Later stages find events in the masked text themselves: its places are others.
-- grain: interview_id, turn, start_at
-- personal: identifying
-- published: no
-- inputs: step read_interviews
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview, from 1
--   start_at: first character in the original turn, from 0
--   end_at: one past the last character
--   participant_id: whose words they stand among
--   kind: laugh, silence, pause, inaudible, noise, gesture, interruption, time, comment, hesitation or false_start
CREATE TABLE turn_events (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    PRIMARY KEY (interview_id, turn, start_at)
);
