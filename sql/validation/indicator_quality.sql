-- The flat reading of each indicator, beside codebook, interviews and printed totals, for the validation of the grid.
-- grain: indicator
-- personal: none
-- published: no
-- inputs: indicators, indicator_pairs, flat_reading, printed_totals, analysed_interviews
-- columns:
--   indicator: full key
--   indicator_known: 1 where the codebook holds it
--   n_pairs: pairs of the mirror that hold it
--   n_present_excess: lines with more interviews that bear it than interviews asked
--   n_asked_excess: lines with more interviews asked than interviews analysed
--   n_shares_wrong: lines whose share is not that of their counts
--   n_names_wrong: lines that do not name as many interviews as they count
--   n_totals_differing: printed totals that differ from the marks counted
CREATE VIEW indicator_quality AS
WITH available AS (
    SELECT
        analysed_interviews.role,
        analysed_interviews.wave,
        count(*) AS n_interviews
    FROM analysed_interviews
    GROUP BY analysed_interviews.role, analysed_interviews.wave
    UNION ALL
    SELECT
        analysed_interviews.role,
        'all' AS wave,
        count(*) AS n_interviews
    FROM analysed_interviews
    GROUP BY analysed_interviews.role
),

reading_measures AS (
    SELECT
        flat_reading.indicator,
        count(*) FILTER (
            WHERE flat_reading.n_present > flat_reading.n_asked OR flat_reading.n_present < 0
        ) AS n_present_excess,
        count(*) FILTER (WHERE flat_reading.n_asked > coalesce(available.n_interviews, 0)) AS n_asked_excess,
        count(*) FILTER (
            WHERE (flat_reading.n_asked = 0) <> (flat_reading.share IS NULL)
            OR abs(flat_reading.share - flat_reading.n_present / nullif(flat_reading.n_asked, 0)) > 1e-9
        ) AS n_shares_wrong,
        count(*) FILTER (
            WHERE flat_reading.n_present <> len(regexp_extract_all(flat_reading.interviews, '\S+'))
        ) AS n_names_wrong
    FROM flat_reading
    LEFT JOIN available ON flat_reading.role = available.role AND flat_reading.wave = available.wave
    GROUP BY flat_reading.indicator
),

pair_measures AS (
    SELECT
        paired.indicator,
        count(DISTINCT paired.pair) AS n_pairs
    FROM (
        SELECT
            indicator_pairs.pair,
            unnest([indicator_pairs.indicator_a, indicator_pairs.indicator_b]) AS indicator
        FROM indicator_pairs
    ) AS paired
    WHERE paired.indicator <> ''
    GROUP BY paired.indicator
),

total_measures AS (
    SELECT
        printed_totals.indicator,
        count(*) FILTER (WHERE printed_totals.printed <> printed_totals.counted) AS n_differing
    FROM printed_totals
    GROUP BY printed_totals.indicator
),

concerned AS (
    SELECT indicators.indicator FROM indicators
    UNION
    SELECT reading_measures.indicator FROM reading_measures
    UNION
    SELECT pair_measures.indicator FROM pair_measures
    UNION
    SELECT total_measures.indicator FROM total_measures
)

SELECT
    concerned.indicator,
    (indicators.indicator IS NOT NULL)::INTEGER AS indicator_known,
    coalesce(pair_measures.n_pairs, 0)::INTEGER AS n_pairs,
    coalesce(reading_measures.n_present_excess, 0)::INTEGER AS n_present_excess,
    coalesce(reading_measures.n_asked_excess, 0)::INTEGER AS n_asked_excess,
    coalesce(reading_measures.n_shares_wrong, 0)::INTEGER AS n_shares_wrong,
    coalesce(reading_measures.n_names_wrong, 0)::INTEGER AS n_names_wrong,
    coalesce(total_measures.n_differing, 0)::INTEGER AS n_totals_differing
FROM concerned
LEFT JOIN indicators ON concerned.indicator = indicators.indicator
LEFT JOIN pair_measures ON concerned.indicator = pair_measures.indicator
LEFT JOIN reading_measures ON concerned.indicator = reading_measures.indicator
LEFT JOIN total_measures ON concerned.indicator = total_measures.indicator;
