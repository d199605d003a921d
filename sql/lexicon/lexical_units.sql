-- What is counted: words outside fixed expressions, and each fixed expression once.
-- grain: interview_id, turn, token
-- personal: pseudonymous
-- published: no
-- inputs: tokens
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   token: position in the turn of its first word
--   start_at: first character in the masked turn
--   end_at: one past the last character
--   form: as it stands, in lower case; an expression's lemma
--   lemma: dictionary form
--   pos: universal part of speech
--   kind: word, number, hesitation, false_start, event, placeholder or punctuation
--   category: noun, verb, adjective, adverb, name, tool word, particle, interjection ...
--   status: active, supplementary or ignored
--   segment: segment of its first word; 0 outside the interviewee's speech
CREATE VIEW lexical_units AS
SELECT
    tokens.interview_id,
    tokens.turn,
    tokens.token,
    tokens.start_at,
    CASE WHEN tokens.expression_word = 1 THEN tokens.expression_end_at ELSE tokens.end_at END AS end_at,
    CASE WHEN tokens.expression_word = 1 THEN tokens.expression ELSE tokens.form END AS form,
    CASE WHEN tokens.expression_word = 1 THEN tokens.expression ELSE tokens.lemma END AS lemma,
    tokens.pos,
    tokens.kind,
    tokens.category,
    tokens.status,
    tokens.segment
FROM tokens
WHERE tokens.expression_word <= 1;
