-- Each transition from wave to wave, measured for the validation of the waves.
-- grain: transition
-- personal: none
-- published: no
-- inputs: transitions, indicators, analysed_interviews
-- columns:
--   transition: indicator, group and waves (`outils.visio accompagnante 1>2`)
--   indicator_known: 1 where the codebook holds the indicator
--   waves_differ: 1 where the two waves are not the same
--   n_least: lowest of the five counts
--   n_participants: participants that the counts hold, those not asked included
--   n_participants_both: participants of the group analysed in both waves
--   n_changes: participants who changed
--   n_named: participants named as having changed
--   p: exact McNemar, two-sided
--   p_above_floor: p minus the least p with this number of changes
--   floor_above_design: that least p minus the least p with this number of participants
CREATE VIEW waves_quality AS
WITH presences AS (
    SELECT DISTINCT
        analysed_interviews.participant_id,
        analysed_interviews.role,
        analysed_interviews.wave
    FROM analysed_interviews
),

both_waves AS (
    SELECT
        earlier.role,
        earlier.wave AS from_wave,
        later.wave AS to_wave,
        count(*) AS n_participants
    FROM presences AS earlier
    INNER JOIN presences AS later
        ON earlier.participant_id = later.participant_id AND earlier.role = later.role
    GROUP BY earlier.role, earlier.wave, later.wave
)

SELECT
    transitions.indicator || ' ' || transitions.role || ' '
    || transitions.from_wave || '>' || transitions.to_wave AS transition,
    (indicators.indicator IS NOT NULL)::INTEGER AS indicator_known,
    (transitions.from_wave <> transitions.to_wave)::INTEGER AS waves_differ,
    least(transitions.n_00, transitions.n_01, transitions.n_10, transitions.n_11, transitions.n_not_asked) AS n_least,
    (
        transitions.n_00 + transitions.n_01 + transitions.n_10 + transitions.n_11 + transitions.n_not_asked
    )::INTEGER AS n_participants,
    coalesce(both_waves.n_participants, 0)::INTEGER AS n_participants_both,
    transitions.n_01 + transitions.n_10 AS n_changes,
    len(regexp_extract_all(transitions.participants, '\S+'))::INTEGER AS n_named,
    transitions.p,
    transitions.p - transitions.p_floor AS p_above_floor,
    transitions.p_floor - transitions.design_floor AS floor_above_design
FROM transitions
LEFT JOIN indicators ON transitions.indicator = indicators.indicator
LEFT JOIN both_waves
    ON
        transitions.role = both_waves.role
        AND transitions.from_wave = both_waves.from_wave
        AND transitions.to_wave = both_waves.to_wave;
