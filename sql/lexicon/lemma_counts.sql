-- Active and supplementary lemmas by interview, interviewees' speech.
-- grain: interview_id, lemma, pos, status
-- personal: pseudonymous
-- published: no
-- inputs: tokens, analysed_interviews
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
    tokens.interview_id,
    analysed_interviews.participant_id,
    analysed_interviews.role,
    analysed_interviews.side,
    analysed_interviews.wave,
    tokens.lemma,
    tokens.pos,
    tokens.status,
    count(*)::INTEGER AS n_occurrences
FROM tokens
INNER JOIN analysed_interviews ON tokens.interview_id = analysed_interviews.interview_id
WHERE
    tokens.segment > 0
    AND tokens.kind IN ('word', 'hesitation', 'false_start', 'event')
    AND tokens.status <> 'ignored'
GROUP BY
    tokens.interview_id, analysed_interviews.participant_id, analysed_interviews.role, analysed_interviews.side,
    analysed_interviews.wave, tokens.lemma, tokens.pos, tokens.status;
