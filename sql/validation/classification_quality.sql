-- Whether every segment of an interview found its class, for the validation of the lexicon.
-- grain: interview_id
-- personal: pseudonymous
-- published: no
-- inputs: segments, segment_classes, classes
-- columns:
--   interview_id: participant and wave
--   n_unplaced: segments without a line in the classification
--   n_foreign: lines of the classification without a segment
--   n_classes_unknown: segments in a class that is not listed
--   n_unclassified_without_reason: unclassified segments without a reason
--   n_classified_with_reason: classified segments with a reason for not being so
--   share_unclassified: unclassified segments among all; empty where nothing was classified at all
CREATE VIEW classification_quality AS
WITH placed AS (
    SELECT
        coalesce(segments.interview_id, segment_classes.interview_id) AS interview_id,
        segments.segment IS NULL AS is_foreign,
        segment_classes.segment IS NULL AS is_unplaced,
        segment_classes.class > 0 AS is_classified,
        segment_classes.class > 0 AND classes.class IS NULL AS is_class_unknown,
        segment_classes.reason <> '' AS has_reason
    FROM segments
    FULL JOIN segment_classes
        ON segments.interview_id = segment_classes.interview_id AND segments.segment = segment_classes.segment
    LEFT JOIN classes ON segment_classes.class = classes.class
),

counted AS (
    SELECT
        placed.interview_id,
        count(*) FILTER (WHERE placed.is_unplaced) AS n_unplaced,
        count(*) FILTER (WHERE placed.is_foreign) AS n_foreign,
        count(*) FILTER (WHERE placed.is_class_unknown) AS n_classes_unknown,
        count(*) FILTER (WHERE NOT placed.is_classified AND NOT placed.has_reason) AS n_without_reason,
        count(*) FILTER (WHERE placed.is_classified AND placed.has_reason) AS n_with_reason,
        count(*) FILTER (WHERE NOT placed.is_classified) / count(*) AS share_unclassified
    FROM placed
    GROUP BY placed.interview_id
)

SELECT
    counted.interview_id,
    counted.n_unplaced::INTEGER AS n_unplaced,
    counted.n_foreign::INTEGER AS n_foreign,
    counted.n_classes_unknown::INTEGER AS n_classes_unknown,
    counted.n_without_reason::INTEGER AS n_unclassified_without_reason,
    counted.n_with_reason::INTEGER AS n_classified_with_reason,
    CASE WHEN EXISTS (SELECT 1 FROM classes) THEN counted.share_unclassified END AS share_unclassified
FROM counted;
