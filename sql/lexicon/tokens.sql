-- Every word of every turn as the study counts it: one row a word as cut, fixed expressions marked and never merged.
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
--   pos: universal part of speech; in an expression that of the whole
--   kind: word, number, hesitation, false_start, event, placeholder or punctuation
--   category: noun, verb, adjective, adverb, name, tool word, particle, interjection, number, placeholder, hesitation, false start, event or punctuation
--   status: active, supplementary or ignored
--   source: what gave the lemma
--   known: whether a dictionary knows the form; true of what is no word
--   segment: segment of the interview, from 1; 0 outside the interviewee's speech
--   expression: lemma of the fixed expression that the word stands in, or empty
--   expression_word: place in the expression, from 1; 0 outside
--   expression_end_at: one past the last character of the expression; end_at outside
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
    category VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    known BOOLEAN NOT NULL,
    segment INTEGER NOT NULL,
    expression VARCHAR NOT NULL,
    expression_word INTEGER NOT NULL,
    expression_end_at INTEGER NOT NULL,
    PRIMARY KEY (interview_id, turn, token)
);
