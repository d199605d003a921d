-- What each side brings to the mirror, for the validation of ingestion; no row before the first interview.
-- grain: side
-- personal: none
-- published: no
-- inputs: interviews
-- columns:
--   side: A or B
--   n_interviews: interviews read
--   n_roles: groups found on this side
CREATE VIEW side_quality AS
SELECT
    sides.side,
    count(interviews.interview_id)::INTEGER AS n_interviews,
    count(DISTINCT interviews.role)::INTEGER AS n_roles
FROM (SELECT unnest(['A', 'B']) AS side) AS sides
LEFT JOIN interviews ON sides.side = interviews.side
GROUP BY sides.side
QUALIFY sum(count(interviews.interview_id)) OVER () > 0;
