-- Turns as spoken, before masking.
-- grain: interview_id, turn
-- personal: identifying
-- published: no
-- inputs: step read_interviews
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview, from 1
--   participant_id: whose data key seals the row
--   speaker: interviewee, interviewer or other
--   question: number of the guide's question, or empty
--   theme: theme of the question, or the one that the file itself says where it is one of the study's; else empty
--   line: line of the file where the turn starts
--   start_s: seconds from the start of the recording
--   end_s: seconds from the start of the recording
--   label: speaker marker as written, sealed
--   text: words of the turn, sealed
CREATE TABLE original_turns (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    speaker VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    start_s DOUBLE,
    end_s DOUBLE,
    label BLOB NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (interview_id, turn)
);
