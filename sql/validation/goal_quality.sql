-- What is told of each goal, measured for the validation of the anonymisation, after which its words have their place.
-- grain: participant_goal
-- personal: pseudonymous
-- published: no
-- inputs: goal_states, goal_evidence, analysed_interviews, masked_turns
-- columns:
--   participant_goal: participant and goal (`A1 autonomie`)
--   n_settings: interviews analysed in which the goal is set
--   n_states_unknown: states that are none of a goal
--   n_quotes_not_found: quotes not found in the masked text
--   n_quotes_out_of_bounds: quotes whose place is not within a turn
CREATE VIEW goal_quality AS
WITH state_measures AS (
    SELECT
        goal_states.participant_id,
        goal_states.goal,
        count(*) FILTER (
            WHERE goal_states.state = 'set' AND analysed_interviews.interview_id IS NOT NULL
        ) AS n_settings,
        count(*) FILTER (
            WHERE goal_states.state NOT IN (
                'set', 'kept', 'reached', 'partly', 'not_reached', 'changed', 'abandoned', 'not_asked'
            )
        ) AS n_unknown
    FROM goal_states
    LEFT JOIN analysed_interviews ON goal_states.interview_id = analysed_interviews.interview_id
    GROUP BY goal_states.participant_id, goal_states.goal
),

quote_measures AS (
    SELECT
        goal_states.participant_id,
        goal_states.goal,
        count(*) FILTER (WHERE goal_evidence.turn = 0) AS n_not_found,
        count(*) FILTER (
            WHERE goal_evidence.turn <> 0
            AND (
                masked_turns.text IS NULL
                OR goal_evidence.start_at < 0
                OR goal_evidence.end_at <= goal_evidence.start_at
                OR goal_evidence.end_at > length(masked_turns.text)
            )
        ) AS n_out_of_bounds
    FROM goal_evidence
    INNER JOIN goal_states
        ON goal_evidence.interview_id = goal_states.interview_id AND goal_evidence.goal = goal_states.goal
    LEFT JOIN masked_turns
        ON goal_evidence.interview_id = masked_turns.interview_id AND goal_evidence.turn = masked_turns.turn
    GROUP BY goal_states.participant_id, goal_states.goal
)

SELECT
    state_measures.participant_id || ' ' || state_measures.goal AS participant_goal,
    state_measures.n_settings::INTEGER AS n_settings,
    state_measures.n_unknown::INTEGER AS n_states_unknown,
    coalesce(quote_measures.n_not_found, 0)::INTEGER AS n_quotes_not_found,
    coalesce(quote_measures.n_out_of_bounds, 0)::INTEGER AS n_quotes_out_of_bounds
FROM state_measures
LEFT JOIN quote_measures
    ON state_measures.participant_id = quote_measures.participant_id AND state_measures.goal = quote_measures.goal;
