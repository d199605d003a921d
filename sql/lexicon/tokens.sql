-- Every token of every turn with its analysis.
-- grain: interview_id, turn, token
-- personal: pseudonymous
-- published: no
-- inputs: step annotate_interviews
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   token: position in the turn, from 1
--   start_at: first character in the masked turn
--   end_at: one past the last character
--   form: as it stands, in lower case
--   lemma: dictionary form
--   pos: universal part of speech
--   kind: word, number, hesitation, false_start, event, placeholder or punctuation
--   status: active, supplementary or ignored
--   source: what gave the lemma
--   segment: segment of the interview, from 1; 0 outside the interviewee's speech
CREATE TABLE tokens (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    token INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    lemma VARCHAR NOT NULL,
    pos VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    segment INTEGER NOT NULL,
    PRIMARY KEY (interview_id, turn, token)
);
