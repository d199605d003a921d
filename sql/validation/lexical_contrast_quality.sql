-- The lexical contrasts of each wave, measured for the validation of the mirror.
-- grain: scope
-- personal: none
-- published: no
-- inputs: lexical_contrasts, analysed_interviews
-- columns:
--   scope: wave, or `all`
--   n_forms: forms held face to face
--   n_rates_wrong: forms whose rates are below 0 or whose difference is not that of the rates
--   n_users_excess: forms used by more participants than the side has
--   n_sides_excess: forms that count more participants than were analysed
--   n_p_wrong: forms whose p is not within 0 and 1
--   n_p_below_floor: forms whose p is below the least that the design can give
--   n_q_wrong: forms whose corrected p is below p or above 1
--   n_methods_unknown: forms whose method is neither exact nor sampled, or that tried no labeling
CREATE VIEW lexical_contrast_quality AS
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
    lexical_contrasts.scope,
    count(*)::INTEGER AS n_forms,
    (count(*) FILTER (
        WHERE least(lexical_contrasts.rate_a, lexical_contrasts.rate_b) < 0
        OR abs(lexical_contrasts.difference - lexical_contrasts.rate_a + lexical_contrasts.rate_b) > 1e-9
    ))::INTEGER AS n_rates_wrong,
    (count(*) FILTER (
        WHERE lexical_contrasts.participants_a > lexical_contrasts.n_a
        OR lexical_contrasts.participants_b > lexical_contrasts.n_b
    ))::INTEGER AS n_users_excess,
    (count(*) FILTER (
        WHERE lexical_contrasts.n_a > coalesce(available_a.n_participants, 0)
        OR lexical_contrasts.n_b > coalesce(available_b.n_participants, 0)
    ))::INTEGER AS n_sides_excess,
    (count(*) FILTER (WHERE lexical_contrasts.p NOT BETWEEN 0 AND 1))::INTEGER AS n_p_wrong,
    (count(*) FILTER (WHERE lexical_contrasts.p < lexical_contrasts.p_floor - 1e-12))::INTEGER AS n_p_below_floor,
    (count(*) FILTER (
        WHERE lexical_contrasts.q < lexical_contrasts.p - 1e-12 OR lexical_contrasts.q > 1
    ))::INTEGER AS n_q_wrong,
    (count(*) FILTER (
        WHERE lexical_contrasts.method NOT IN ('exact', 'sampled') OR lexical_contrasts.n_labelings < 1
    ))::INTEGER AS n_methods_unknown
FROM lexical_contrasts
LEFT JOIN available AS available_a
    ON lexical_contrasts.scope = available_a.scope AND available_a.side = 'A'
LEFT JOIN available AS available_b
    ON lexical_contrasts.scope = available_b.scope AND available_b.side = 'B'
GROUP BY lexical_contrasts.scope;
