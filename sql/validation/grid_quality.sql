-- The grid of each interview, measured for its validation; no row while the study has no grid.
-- grain: interview_id
-- personal: pseudonymous
-- published: no
-- inputs: grid_cells, indicators, interviews, analysed_interviews
-- columns:
--   interview_id: participant and wave
--   interview_known: 1 where the interview was read
--   is_analysed: 1 where the interview is among those analysed
--   n_cells: cells of all coders
--   n_states_unknown: cells whose state is not present, absent, not_asked or not_coded
--   n_indicators_unknown: cells of an indicator that the codebook does not hold
--   n_cells_missing: indicators asked of the interview without a cell, coder by coder
--   n_not_coded: cells that wait to be coded
--   n_marks_not_asked: marks on an indicator that is not asked of this group or wave
--   n_exclusive_broken: sets of which the interview bears more than one, coder by coder
--   n_disagreements: indicators on which coders differ
CREATE VIEW grid_quality AS
WITH concerned AS (
    SELECT grid_cells.interview_id FROM grid_cells
    UNION
    SELECT analysed_interviews.interview_id FROM analysed_interviews
    WHERE (SELECT count(*) FROM grid_cells) > 0
),

cells AS (
    SELECT
        grid_cells.interview_id,
        grid_cells.indicator,
        grid_cells.coder,
        grid_cells.state,
        indicators.exclusive,
        indicators.indicator IS NULL AS is_unknown,
        list_contains(string_split(indicators.roles, ' '), interviews.role)
        AND list_contains(string_split(indicators.waves, ' '), interviews.wave) AS is_asked
    FROM grid_cells
    LEFT JOIN indicators ON grid_cells.indicator = indicators.indicator
    LEFT JOIN interviews ON grid_cells.interview_id = interviews.interview_id
),

cell_measures AS (
    SELECT
        cells.interview_id,
        count(*) AS n_cells,
        count(*) FILTER (WHERE cells.state NOT IN ('present', 'absent', 'not_asked', 'not_coded')) AS n_states_unknown,
        count(*) FILTER (WHERE cells.is_unknown) AS n_indicators_unknown,
        count(*) FILTER (WHERE cells.state = 'not_coded') AS n_not_coded,
        count(*) FILTER (WHERE cells.state = 'present' AND NOT cells.is_asked) AS n_marks_not_asked,
        count(DISTINCT cells.coder) AS n_coders,
        count(*) FILTER (WHERE cells.is_asked) AS n_cells_asked
    FROM cells
    GROUP BY cells.interview_id
),

asked AS (
    SELECT
        interviews.interview_id,
        count(*) AS n_indicators
    FROM interviews
    INNER JOIN indicators
        ON
            list_contains(string_split(indicators.roles, ' '), interviews.role)
            AND list_contains(string_split(indicators.waves, ' '), interviews.wave)
    GROUP BY interviews.interview_id
),

exclusive_measures AS (
    SELECT
        borne.interview_id,
        count(*) AS n_broken
    FROM (
        SELECT
            cells.interview_id,
            cells.coder,
            cells.exclusive
        FROM cells
        WHERE cells.state = 'present' AND cells.exclusive <> ''
        GROUP BY cells.interview_id, cells.coder, cells.exclusive
        HAVING count(*) > 1
    ) AS borne
    GROUP BY borne.interview_id
),

disagreement_measures AS (
    SELECT
        differing.interview_id,
        count(*) AS n_disagreements
    FROM (
        SELECT
            cells.interview_id,
            cells.indicator
        FROM cells
        WHERE cells.state <> 'not_coded'
        GROUP BY cells.interview_id, cells.indicator
        HAVING count(DISTINCT cells.state) > 1
    ) AS differing
    GROUP BY differing.interview_id
)

SELECT
    concerned.interview_id,
    (interviews.interview_id IS NOT NULL)::INTEGER AS interview_known,
    (analysed_interviews.interview_id IS NOT NULL)::INTEGER AS is_analysed,
    coalesce(cell_measures.n_cells, 0)::INTEGER AS n_cells,
    coalesce(cell_measures.n_states_unknown, 0)::INTEGER AS n_states_unknown,
    coalesce(cell_measures.n_indicators_unknown, 0)::INTEGER AS n_indicators_unknown,
    coalesce(cell_measures.n_coders * asked.n_indicators - cell_measures.n_cells_asked, 0)::INTEGER AS n_cells_missing,
    coalesce(cell_measures.n_not_coded, 0)::INTEGER AS n_not_coded,
    coalesce(cell_measures.n_marks_not_asked, 0)::INTEGER AS n_marks_not_asked,
    coalesce(exclusive_measures.n_broken, 0)::INTEGER AS n_exclusive_broken,
    coalesce(disagreement_measures.n_disagreements, 0)::INTEGER AS n_disagreements
FROM concerned
LEFT JOIN interviews ON concerned.interview_id = interviews.interview_id
LEFT JOIN analysed_interviews ON concerned.interview_id = analysed_interviews.interview_id
LEFT JOIN cell_measures ON concerned.interview_id = cell_measures.interview_id
LEFT JOIN asked ON concerned.interview_id = asked.interview_id
LEFT JOIN exclusive_measures ON concerned.interview_id = exclusive_measures.interview_id
LEFT JOIN disagreement_measures ON concerned.interview_id = disagreement_measures.interview_id;
