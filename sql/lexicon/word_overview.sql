-- Words of the interviewees' speech by category: how many, how many different ones, how many that occur once.
-- grain: category
-- personal: none
-- published: no
-- inputs: tokens
-- columns:
--   category: category of words (noun, verb ... particle), or hesitation, false start, event; all for all categories of words together
--   n_words: occurrences, words as they stand
--   n_forms: different forms
--   n_lemmas: different lemmas with their part of speech; a fixed expression is one
--   n_hapax: forms that occur once in the category
--   n_interviews: interviews that hold one
CREATE VIEW word_overview AS
WITH spoken AS (
    SELECT
        tokens.interview_id,
        tokens.category,
        tokens.form,
        tokens.pos,
        CASE WHEN tokens.expression = '' THEN tokens.lemma ELSE tokens.expression END AS lemma
    FROM tokens
    WHERE tokens.segment > 0 AND tokens.category <> 'punctuation'
),

gathered AS (
    SELECT * FROM spoken
    UNION ALL
    SELECT
        spoken.interview_id,
        'all' AS category,
        spoken.form,
        spoken.pos,
        spoken.lemma
    FROM spoken
    WHERE spoken.category NOT IN ('hesitation', 'false start', 'event')
),

forms AS (
    SELECT
        gathered.category,
        gathered.form,
        count(*)::INTEGER AS n_words
    FROM gathered
    GROUP BY gathered.category, gathered.form
),

counted AS (
    SELECT
        forms.category,
        sum(forms.n_words)::INTEGER AS n_words,
        count(*)::INTEGER AS n_forms,
        count(*) FILTER (WHERE forms.n_words = 1)::INTEGER AS n_hapax
    FROM forms
    GROUP BY forms.category
),

lemmas AS (
    SELECT DISTINCT
        gathered.category,
        gathered.lemma,
        gathered.pos
    FROM gathered
),

lemmas_counted AS (
    SELECT
        lemmas.category,
        count(*)::INTEGER AS n_lemmas
    FROM lemmas
    GROUP BY lemmas.category
),

spread AS (
    SELECT
        gathered.category,
        count(DISTINCT gathered.interview_id)::INTEGER AS n_interviews
    FROM gathered
    GROUP BY gathered.category
)

SELECT
    counted.category,
    counted.n_words,
    counted.n_forms,
    lemmas_counted.n_lemmas,
    counted.n_hapax,
    spread.n_interviews
FROM counted
INNER JOIN lemmas_counted ON counted.category = lemmas_counted.category
INNER JOIN spread ON counted.category = spread.category;
