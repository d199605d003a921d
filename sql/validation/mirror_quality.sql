-- Each indicator contrast, measured for the validation of the mirror.
-- grain: contrast
-- personal: none
-- published: no
-- inputs: indicator_contrasts, indicator_pairs, analysed_interviews
-- columns:
--   contrast: wave or `all`, and pair of the codebook (`1/12`)
--   pair_agrees: 1 where pair, indicators and relation are the codebook's
--   verdict: difference, no_difference_shown, cannot_tell or no_data
--   counts_agree: 1 where on both sides no more bear the indicator than were asked
--   asked_excess: participants asked beyond those analysed, both sides
--   difference: share of A minus share of B
--   difference_gap: distance between the difference stated and that of the counts
--   above_low: difference minus the lower end of its interval
--   below_high: upper end of its interval minus difference
--   p: Fisher, two-sided
--   p_above_margin_floor: p minus the least p given the observed totals
--   margin_above_design_floor: that least p minus the least p of any table of these numbers asked
--   q_above_p: p after Holm minus p
--   q: p after Holm
--   is_complete: 1 where difference, interval and p stand exactly if both sides were asked
CREATE VIEW mirror_quality AS
WITH available AS (
    SELECT
        analysed_interviews.wave AS scope,
        analysed_interviews.side,
        count(DISTINCT analysed_interviews.participant_id) AS n_participants
    FROM analysed_interviews
    GROUP BY analysed_interviews.wave, analysed_interviews.side
    UNION ALL
    SELECT
        'all' AS scope,
        analysed_interviews.side,
        count(DISTINCT analysed_interviews.participant_id) AS n_participants
    FROM analysed_interviews
    GROUP BY analysed_interviews.side
)

SELECT
    indicator_contrasts.scope || '/' || indicator_contrasts.pair AS contrast,
    (
        indicator_pairs.pair IS NOT NULL
        AND indicator_pairs.indicator_a = indicator_contrasts.indicator_a
        AND indicator_pairs.indicator_b = indicator_contrasts.indicator_b
        AND indicator_pairs.relation = indicator_contrasts.relation
    )::INTEGER AS pair_agrees,
    indicator_contrasts.verdict,
    (
        indicator_contrasts.present_a BETWEEN 0 AND indicator_contrasts.asked_a
        AND indicator_contrasts.present_b BETWEEN 0 AND indicator_contrasts.asked_b
    )::INTEGER AS counts_agree,
    (
        greatest(indicator_contrasts.asked_a - coalesce(available_a.n_participants, 0), 0)
        + greatest(indicator_contrasts.asked_b - coalesce(available_b.n_participants, 0), 0)
    )::INTEGER AS asked_excess,
    indicator_contrasts.difference,
    abs(
        indicator_contrasts.difference
        - indicator_contrasts.present_a / nullif(indicator_contrasts.asked_a, 0)
        + indicator_contrasts.present_b / nullif(indicator_contrasts.asked_b, 0)
    ) AS difference_gap,
    indicator_contrasts.difference - indicator_contrasts.low AS above_low,
    indicator_contrasts.high - indicator_contrasts.difference AS below_high,
    indicator_contrasts.p,
    indicator_contrasts.p - indicator_contrasts.margin_floor AS p_above_margin_floor,
    indicator_contrasts.margin_floor - indicator_contrasts.design_floor AS margin_above_design_floor,
    indicator_contrasts.q_holm - indicator_contrasts.p AS q_above_p,
    indicator_contrasts.q_holm AS q,
    (
        (indicator_contrasts.asked_a > 0 AND indicator_contrasts.asked_b > 0)
        = (
            coalesce(isfinite(indicator_contrasts.difference), FALSE)
            AND coalesce(isfinite(indicator_contrasts.low), FALSE)
            AND coalesce(isfinite(indicator_contrasts.high), FALSE)
            AND coalesce(isfinite(indicator_contrasts.p), FALSE)
        )
    )::INTEGER AS is_complete
FROM indicator_contrasts
LEFT JOIN indicator_pairs ON indicator_contrasts.pair = indicator_pairs.pair
LEFT JOIN available AS available_a
    ON indicator_contrasts.scope = available_a.scope AND available_a.side = 'A'
LEFT JOIN available AS available_b
    ON indicator_contrasts.scope = available_b.scope AND available_b.side = 'B';
