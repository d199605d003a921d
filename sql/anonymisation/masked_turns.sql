-- Turns after masking: what every later stage reads.
-- grain: interview_id, turn
-- personal: pseudonymous
-- published: yes
-- inputs: step mask_interviews
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview, from 1
--   speaker: interviewee, interviewer or other
--   question: number of the guide's question, or empty
--   theme: theme of the question, or empty
--   start_s: seconds from the start of the recording
--   end_s: seconds from the start of the recording
--   text: masked words
CREATE TABLE masked_turns (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    speaker VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    start_s DOUBLE,
    end_s DOUBLE,
    text VARCHAR NOT NULL,
    PRIMARY KEY (interview_id, turn)
);
