-- Lemmas of the interviewees' speech with their forms, by category; a fixed expression counts once.
-- grain: category, lemma, pos
-- personal: none
-- published: no
-- inputs: lexical_units, analysed_interviews
-- columns:
--   category: category of words, or hesitation, false start, event
--   lemma: dictionary form
--   pos: universal part of speech
--   forms: forms with their occurrences, most frequent first
--   n_occurrences: occurrences
--   n_interviews: interviews that hold it
--   n_side_a: occurrences on side A
--   n_side_b: occurrences on side B
CREATE VIEW frequent_words AS
WITH forms AS (
    SELECT
        lexical_units.category,
        lexical_units.lemma,
        lexical_units.pos,
        lexical_units.form,
        lexical_units.interview_id,
        analysed_interviews.side,
        count(*)::INTEGER AS n_occurrences
    FROM lexical_units
    INNER JOIN analysed_interviews ON lexical_units.interview_id = analysed_interviews.interview_id
    WHERE lexical_units.segment > 0 AND lexical_units.category <> 'punctuation'
    GROUP BY
        lexical_units.category, lexical_units.lemma, lexical_units.pos, lexical_units.form,
        lexical_units.interview_id, analysed_interviews.side
),

summed AS (
    SELECT
        forms.category,
        forms.lemma,
        forms.pos,
        forms.form,
        sum(forms.n_occurrences)::INTEGER AS n_occurrences
    FROM forms
    GROUP BY forms.category, forms.lemma, forms.pos, forms.form
),

listed AS (
    SELECT
        summed.category,
        summed.lemma,
        summed.pos,
        string_agg(summed.form || ' ' || summed.n_occurrences, ', ' ORDER BY summed.n_occurrences DESC, summed.form ASC) AS forms
    FROM summed
    GROUP BY summed.category, summed.lemma, summed.pos
)

SELECT
    forms.category,
    forms.lemma,
    forms.pos,
    listed.forms,
    sum(forms.n_occurrences)::INTEGER AS n_occurrences,
    count(DISTINCT forms.interview_id)::INTEGER AS n_interviews,
    coalesce(sum(forms.n_occurrences) FILTER (WHERE forms.side = 'A'), 0)::INTEGER AS n_side_a,
    coalesce(sum(forms.n_occurrences) FILTER (WHERE forms.side = 'B'), 0)::INTEGER AS n_side_b
FROM forms
INNER JOIN listed ON forms.category = listed.category AND forms.lemma = listed.lemma AND forms.pos = listed.pos
GROUP BY forms.category, forms.lemma, forms.pos, listed.forms;
