-- What covers the text of each file of an interview, end to end: turns with their markers, what stands before the first, headings.
-- grain: interview_id, part, ordinal
-- personal: pseudonymous
-- published: no
-- inputs: step read_interviews
-- columns:
--   interview_id: participant and wave
--   part: file of the interview, from 1
--   ordinal: place in the file, from 1
--   kind: turn, preamble or heading
--   turn: position of the turn in the interview; 0 where it is none
--   speaker: interviewee, interviewer or other; empty where it is no turn
--   start_at: first character in the text of the file, its lines joined by line feeds
--   end_at: one past the last character
CREATE TABLE turn_spans (
    interview_id VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    speaker VARCHAR NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    PRIMARY KEY (interview_id, part, ordinal)
);
