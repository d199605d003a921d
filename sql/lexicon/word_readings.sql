-- Every reading of every form of the interviewees' speech: lemma, part of speech, category, status, and what gave the lemma.
-- grain: form, lemma, pos, category, status, source, known
-- personal: none
-- published: no
-- inputs: tokens, said_expressions, analysed_interviews
-- columns:
--   form: as it stands, in lower case; of a fixed expression its words as they are written
--   lemma: dictionary form
--   pos: universal part of speech
--   category: category of words
--   status: active, supplementary or ignored
--   source: what gave the lemma; dictionary is the study's own, expression Miroir's list of expressions and particles
--   known: a dictionary knows the form
--   n_occurrences: occurrences
--   n_interviews: interviews that hold it
--   n_side_a: occurrences on side A
--   n_side_b: occurrences on side B
CREATE VIEW word_readings AS
WITH units AS (
    SELECT
        tokens.interview_id,
        coalesce(said_expressions.form, tokens.form) AS form,
        CASE WHEN tokens.expression_word = 1 THEN tokens.expression ELSE tokens.lemma END AS lemma,
        tokens.pos,
        tokens.category,
        tokens.status,
        CASE WHEN tokens.expression_word = 1 AND tokens.source <> 'dictionary' THEN 'expression' ELSE tokens.source END AS source,
        tokens.known
    FROM tokens
    LEFT JOIN said_expressions
        ON
            tokens.interview_id = said_expressions.interview_id
            AND tokens.turn = said_expressions.turn
            AND tokens.token = said_expressions.token
    WHERE tokens.segment > 0 AND tokens.expression_word <= 1 AND tokens.category <> 'punctuation'
)

SELECT
    units.form,
    units.lemma,
    units.pos,
    units.category,
    units.status,
    units.source,
    units.known,
    count(*)::INTEGER AS n_occurrences,
    count(DISTINCT units.interview_id)::INTEGER AS n_interviews,
    count(*) FILTER (WHERE analysed_interviews.side = 'A')::INTEGER AS n_side_a,
    count(*) FILTER (WHERE analysed_interviews.side = 'B')::INTEGER AS n_side_b
FROM units
INNER JOIN analysed_interviews ON units.interview_id = analysed_interviews.interview_id
GROUP BY units.form, units.lemma, units.pos, units.category, units.status, units.source, units.known;
