-- What goes with the side: participants by side, wave and modality.
-- grain: side, wave, modality
-- personal: none
-- published: yes
-- inputs: analysed_interviews
-- columns:
--   side: A or B
--   wave: wave of the study
--   modality: modality, or empty
--   n_participants: participants
CREATE VIEW confounders AS
SELECT
    analysed_interviews.side,
    analysed_interviews.wave,
    analysed_interviews.modality,
    count(DISTINCT analysed_interviews.participant_id)::INTEGER AS n_participants
FROM analysed_interviews
GROUP BY analysed_interviews.side, analysed_interviews.wave, analysed_interviews.modality;
