-- Interviews announced and read of each participant, for the validation of ingestion.
-- grain: participant_id
-- personal: pseudonymous
-- published: no
-- inputs: participants, interviews
-- columns:
--   participant_id: code
--   n_announced: interviews that the participants' table announces
--   n_read: interviews read
CREATE VIEW participant_quality AS
SELECT
    participants.participant_id,
    participants.n_interviews AS n_announced,
    count(interviews.interview_id)::INTEGER AS n_read
FROM participants
LEFT JOIN interviews ON participants.participant_id = interviews.participant_id
GROUP BY participants.participant_id, participants.n_interviews;
