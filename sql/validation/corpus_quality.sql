-- The corpus as a whole, for the validation of the lexicon: one row, none before the first segment.
-- grain: scope
-- personal: none
-- published: no
-- inputs: segments, segment_classes, classes, active_forms, specificities, word_totals
-- columns:
--   scope: always `study`
--   n_classes: classes
--   share_classified: segments that bear a class among all segments; empty where there is no class
--   n_form_ids_wrong: active forms whose column number is not their place among them, from 0
--   n_words_stated: words of the corpus as the specificities say; empty where there is none
--   n_words_counted: words of the corpus as counted, a fixed expression being one
--   n_specificity_sizes_wrong: specificities whose counts do not fit one another
--   n_specificity_signs_wrong: specificities whose score has the sign of the contrary
CREATE VIEW corpus_quality AS
WITH placed AS (
    SELECT
        count(*) AS n_segments,
        count(*) FILTER (WHERE segment_classes.class > 0) AS n_classified
    FROM segments
    LEFT JOIN segment_classes
        ON segments.interview_id = segment_classes.interview_id AND segments.segment = segment_classes.segment
),

specificity_lines AS (
    SELECT
        specificities.words_total,
        specificities.n_in_role > specificities.n_total
        OR specificities.words_in_role > specificities.words_total
        OR specificities.n_in_role > specificities.words_in_role
        OR sum(specificities.n_in_role) OVER (PARTITION BY specificities.lemma, specificities.pos)
        > specificities.n_total AS is_size_wrong,
        sign(specificities.score) * sign(specificities.n_in_role - specificities.expected) < 0 AS is_sign_wrong
    FROM specificities
),

specificity_measures AS (
    SELECT
        max(specificity_lines.words_total) AS n_words,
        count(*) FILTER (WHERE specificity_lines.is_size_wrong) AS n_sizes_wrong,
        count(*) FILTER (WHERE specificity_lines.is_sign_wrong) AS n_signs_wrong
    FROM specificity_lines
),

numbered_forms AS (
    SELECT
        active_forms.form_id,
        row_number() OVER (ORDER BY active_forms.form_id) - 1 AS place
    FROM active_forms
),

form_measures AS (
    SELECT count(*) FILTER (WHERE numbered_forms.form_id <> numbered_forms.place) AS n_ids_wrong
    FROM numbered_forms
),

class_measures AS (SELECT count(*) AS n_classes FROM classes),

word_measures AS (SELECT coalesce(sum(word_totals.n_units), 0) AS n_words FROM word_totals)

SELECT
    'study' AS scope,
    class_measures.n_classes::INTEGER AS n_classes,
    CASE WHEN class_measures.n_classes > 0 THEN placed.n_classified / placed.n_segments END AS share_classified,
    form_measures.n_ids_wrong::INTEGER AS n_form_ids_wrong,
    specificity_measures.n_words AS n_words_stated,
    word_measures.n_words::INTEGER AS n_words_counted,
    specificity_measures.n_sizes_wrong::INTEGER AS n_specificity_sizes_wrong,
    specificity_measures.n_signs_wrong::INTEGER AS n_specificity_signs_wrong
FROM placed
CROSS JOIN specificity_measures
CROSS JOIN form_measures
CROSS JOIN class_measures
CROSS JOIN word_measures
WHERE placed.n_segments > 0;
