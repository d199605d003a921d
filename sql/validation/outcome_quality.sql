-- What became of each interview read: masked, or left out for a reason that is told.
-- grain: interview_id
-- personal: pseudonymous
-- published: no
-- inputs: interviews, masked_turns, findings, validation_results
-- columns:
--   interview_id: participant and wave
--   is_masked: 1 where masked turns are there for analysis
--   n_reasons: reasons told for leaving it out
--   is_accounted_for: 1 where it is masked or a reason is told
CREATE VIEW outcome_quality AS
WITH reasons AS (
    SELECT interviews.interview_id FROM interviews
    WHERE interviews.consent = 'missing'
    UNION ALL
    SELECT findings.subject AS interview_id FROM findings
    WHERE findings.severity IN ('stop', 'set_aside')
    UNION ALL
    SELECT validation_results.subject AS interview_id FROM validation_results
    WHERE validation_results.severity = 'set_aside' AND NOT validation_results.held
),

outcomes AS (
    SELECT
        interviews.interview_id,
        interviews.interview_id IN (SELECT masked_turns.interview_id FROM masked_turns) AS is_masked,
        count(reasons.interview_id) AS n_reasons
    FROM interviews
    LEFT JOIN reasons ON interviews.interview_id = reasons.interview_id
    GROUP BY interviews.interview_id
)

SELECT
    outcomes.interview_id,
    outcomes.is_masked::INTEGER AS is_masked,
    outcomes.n_reasons::INTEGER AS n_reasons,
    (outcomes.is_masked OR outcomes.n_reasons > 0)::INTEGER AS is_accounted_for
FROM outcomes;
