-- Every place of a fixed expression in the interviewees' speech, with its words as they stand.
-- grain: interview_id, turn, token
-- personal: pseudonymous
-- published: no
-- inputs: tokens
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   token: position in the turn of its first word
--   expression: lemma of the expression
--   category: category of the expression
--   status: active, supplementary or ignored
--   words: its words as they stand, in lower case, a space between
--   form: the same as they are written: no space behind an apostrophe or before a hyphen
CREATE VIEW said_expressions AS
SELECT
    tokens.interview_id,
    tokens.turn,
    tokens.token - tokens.expression_word + 1 AS token,
    tokens.expression,
    tokens.category,
    tokens.status,
    string_agg(tokens.form, ' ' ORDER BY tokens.token) AS words,
    replace(replace(string_agg(tokens.form, ' ' ORDER BY tokens.token), ''' ', ''''), ' -', '-') AS form
FROM tokens
WHERE tokens.segment > 0 AND tokens.expression_word > 0
GROUP BY
    tokens.interview_id, tokens.turn, tokens.token - tokens.expression_word + 1, tokens.expression, tokens.category,
    tokens.status;
