-- Active and supplementary lemmas by interview, interviewees' speech; a fixed expression is one.
-- grain: interview_id, lemma, pos, status
-- personal: pseudonymous
-- published: no
-- inputs: lexical_units, analysed_interviews
-- columns:
--   interview_id: participant and wave
--   participant_id: code
--   role: group of the study
--   side: A or B
--   wave: wave of the study
--   lemma: dictionary form
--   pos: universal part of speech
--   status: active or supplementary
--   n_occurrences: occurrences
CREATE VIEW lemma_counts AS
SELECT
    lexical_units.interview_id,
    analysed_interviews.participant_id,
    analysed_interviews.role,
    analysed_interviews.side,
    analysed_interviews.wave,
    lexical_units.lemma,
    lexical_units.pos,
    lexical_units.status,
    count(*)::INTEGER AS n_occurrences
FROM lexical_units
INNER JOIN analysed_interviews ON lexical_units.interview_id = analysed_interviews.interview_id
WHERE
    lexical_units.segment > 0
    AND lexical_units.kind IN ('word', 'hesitation', 'false_start', 'event')
    AND lexical_units.status <> 'ignored'
GROUP BY
    lexical_units.interview_id, analysed_interviews.participant_id, analysed_interviews.role, analysed_interviews.side,
    analysed_interviews.wave, lexical_units.lemma, lexical_units.pos, lexical_units.status;
