-- The presences of each participant in the panel, for the validation of the waves; no row while there is no panel.
-- grain: participant_id
-- personal: pseudonymous
-- published: no
-- inputs: panel, participants, analysed_interviews
-- columns:
--   participant_id: code
--   participant_known: 1 where the participants' table lists the participant
--   n_waves_missing: waves of the panel without a line of the participant
--   n_states_unknown: lines whose state is not present, left, absent or missing
--   n_present: waves in which the participant is present
--   n_interviews: interviews of the participant that are analysed
--   n_interviews_wrong: lines whose interview is not the participant's of that wave, or that lack or bear one wrongly
CREATE VIEW panel_quality AS
WITH concerned AS (
    SELECT panel.participant_id FROM panel
    UNION
    SELECT analysed_interviews.participant_id FROM analysed_interviews
    WHERE (SELECT count(*) FROM panel) > 0
),

panel_waves AS (SELECT count(DISTINCT panel.wave) AS n_waves FROM panel),

panel_measures AS (
    SELECT
        panel.participant_id,
        count(*) AS n_lines,
        count(*) FILTER (WHERE panel.state NOT IN ('present', 'left', 'absent', 'missing')) AS n_states_unknown,
        count(*) FILTER (WHERE panel.state = 'present') AS n_present,
        count(*) FILTER (
            WHERE (panel.state = 'present') <> (panel.interview_id <> '')
            OR (panel.interview_id <> '' AND analysed_interviews.interview_id IS NULL)
        ) AS n_interviews_wrong
    FROM panel
    LEFT JOIN analysed_interviews
        ON
            panel.interview_id = analysed_interviews.interview_id
            AND panel.participant_id = analysed_interviews.participant_id
            AND panel.wave = analysed_interviews.wave
    GROUP BY panel.participant_id
),

interview_measures AS (
    SELECT
        analysed_interviews.participant_id,
        count(*) AS n_interviews
    FROM analysed_interviews
    GROUP BY analysed_interviews.participant_id
)

SELECT
    concerned.participant_id,
    (participants.participant_id IS NOT NULL)::INTEGER AS participant_known,
    (panel_waves.n_waves - coalesce(panel_measures.n_lines, 0))::INTEGER AS n_waves_missing,
    coalesce(panel_measures.n_states_unknown, 0)::INTEGER AS n_states_unknown,
    coalesce(panel_measures.n_present, 0)::INTEGER AS n_present,
    coalesce(interview_measures.n_interviews, 0)::INTEGER AS n_interviews,
    coalesce(panel_measures.n_interviews_wrong, 0)::INTEGER AS n_interviews_wrong
FROM concerned
CROSS JOIN panel_waves
LEFT JOIN participants ON concerned.participant_id = participants.participant_id
LEFT JOIN panel_measures ON concerned.participant_id = panel_measures.participant_id
LEFT JOIN interview_measures ON concerned.participant_id = interview_measures.participant_id;
