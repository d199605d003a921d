-- Interviews that reached analysis: read, consented, masked.
-- grain: interview_id
-- personal: pseudonymous
-- published: yes
-- inputs: interviews, masked_turns
-- columns:
--   interview_id: participant and wave
--   participant_id: code
--   role: group of the study
--   side: A or B
--   wave: wave of the study
--   modality: modality, or empty
--   held_on: day of the interview
--   speakers_confirmed: the study named the speaker markers
CREATE VIEW analysed_interviews AS
SELECT
    interviews.interview_id,
    interviews.participant_id,
    interviews.role,
    interviews.side,
    interviews.wave,
    interviews.modality,
    interviews.held_on,
    interviews.speakers_confirmed
FROM interviews
WHERE interviews.interview_id IN (SELECT masked_turns.interview_id FROM masked_turns);
