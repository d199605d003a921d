-- Fixed expressions that interviewees say, with the words that they stand in.
-- grain: expression, words, category, status
-- personal: none
-- published: no
-- inputs: said_expressions
-- columns:
--   expression: lemma of the expression
--   words: its words as they stand, in lower case, a space between
--   category: category of the expression
--   status: active, supplementary or ignored
--   n_occurrences: occurrences
--   n_interviews: interviews that hold it
CREATE VIEW fixed_expressions AS
SELECT
    said_expressions.expression,
    said_expressions.words,
    said_expressions.category,
    said_expressions.status,
    count(*)::INTEGER AS n_occurrences,
    count(DISTINCT said_expressions.interview_id)::INTEGER AS n_interviews
FROM said_expressions
GROUP BY said_expressions.expression, said_expressions.words, said_expressions.category, said_expressions.status;
