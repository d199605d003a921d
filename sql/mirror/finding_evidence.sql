-- The interviews and segments behind each finding.
-- grain: finding, interview_id, segment, turn, start_at
-- personal: pseudonymous
-- published: yes
-- inputs: segment_classes, lexical_units, segments, mark_evidence, grid_cells
-- columns:
--   finding: `class:<n>`, `form:<lemma>/<pos>` or `cell:<indicator>`
--   interview_id: participant and wave
--   segment: segment, or 0
--   turn: turn, or 0 where a mark has no words
--   start_at: first character in the masked turn
--   end_at: one past the last character
CREATE VIEW finding_evidence AS
SELECT
    'class:' || segment_classes.class AS finding,
    segments.interview_id,
    segments.segment,
    segments.turn,
    segments.start_at,
    segments.end_at
FROM segment_classes
INNER JOIN segments
    ON segment_classes.interview_id = segments.interview_id AND segment_classes.segment = segments.segment
WHERE segment_classes.class > 0
UNION ALL
SELECT DISTINCT
    'form:' || lexical_units.lemma || '/' || lexical_units.pos AS finding,
    segments.interview_id,
    segments.segment,
    segments.turn,
    segments.start_at,
    segments.end_at
FROM lexical_units
INNER JOIN segments
    ON lexical_units.interview_id = segments.interview_id AND lexical_units.segment = segments.segment
WHERE lexical_units.kind = 'word' AND lexical_units.status <> 'ignored'
UNION ALL
SELECT
    'cell:' || grid_cells.indicator AS finding,
    grid_cells.interview_id,
    0 AS segment, -- noqa: RF04
    coalesce(mark_evidence.turn, 0) AS turn, -- noqa: RF04
    coalesce(mark_evidence.start_at, 0) AS start_at,
    max(coalesce(mark_evidence.end_at, 0)) AS end_at
FROM grid_cells
LEFT JOIN mark_evidence
    ON
        grid_cells.interview_id = mark_evidence.interview_id
        AND grid_cells.indicator = mark_evidence.indicator
        AND grid_cells.coder = mark_evidence.coder
WHERE grid_cells.state = 'present'
GROUP BY
    grid_cells.indicator, grid_cells.interview_id, coalesce(mark_evidence.turn, 0), coalesce(mark_evidence.start_at, 0);
