-- What became of each goal that was set in an interview analysed; what other interviews tell does not count.
-- grain: participant_id, goal
-- personal: pseudonymous
-- published: yes
-- inputs: goal_states, analysed_interviews
-- columns:
--   participant_id: code
--   goal: name of the goal, the participant's own
--   role: group of the study
--   set_wave: wave in which it was set
--   modality: modality of the interview in which it was set, or empty
--   last_wave: wave of the outcome; that of the setting where there is none
--   outcome: last state told after the setting; no_outcome where the participant was not met again or not asked
CREATE VIEW goal_outcomes AS
WITH told AS (
    SELECT
        goal_states.participant_id,
        goal_states.goal,
        goal_states.wave,
        goal_states.wave_number,
        goal_states.state,
        analysed_interviews.role,
        analysed_interviews.modality
    FROM goal_states
    INNER JOIN analysed_interviews ON goal_states.interview_id = analysed_interviews.interview_id
    WHERE goal_states.state <> 'not_asked'
),

settings AS (
    SELECT
        told.participant_id,
        told.goal,
        told.role,
        told.wave,
        told.wave_number,
        told.modality
    FROM told
    WHERE told.state = 'set'
),

outcomes AS (
    SELECT
        told.participant_id,
        told.goal,
        arg_max(told.wave, told.wave_number) AS last_wave,
        arg_max(told.state, told.wave_number) AS outcome
    FROM told
    INNER JOIN settings
        ON
            told.participant_id = settings.participant_id
            AND told.goal = settings.goal
            AND told.wave_number > settings.wave_number
    GROUP BY told.participant_id, told.goal
)

SELECT
    settings.participant_id,
    settings.goal,
    settings.role,
    settings.wave AS set_wave,
    settings.modality,
    coalesce(outcomes.last_wave, settings.wave) AS last_wave,
    coalesce(outcomes.outcome, 'no_outcome') AS outcome
FROM settings
LEFT JOIN outcomes ON settings.participant_id = outcomes.participant_id AND settings.goal = outcomes.goal;
