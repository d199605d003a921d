-- Occurrences of every form as it stands, function words included (temps 1), interviewees' speech; what is no word only where the study asks for it.
-- grain: form, kind, role, wave
-- personal: none
-- published: yes
-- inputs: tokens, analysed_interviews
-- columns:
--   form: as it stands, in lower case
--   kind: word, number or placeholder; hesitation, false_start or event where the study counts them
--   role: group of the study
--   wave: wave of the study
--   n_occurrences: occurrences
--   n_interviews: interviews that hold it
CREATE VIEW word_counts AS
SELECT
    tokens.form,
    tokens.kind,
    analysed_interviews.role,
    analysed_interviews.wave,
    count(*)::INTEGER AS n_occurrences,
    count(DISTINCT tokens.interview_id)::INTEGER AS n_interviews
FROM tokens
INNER JOIN analysed_interviews ON tokens.interview_id = analysed_interviews.interview_id
WHERE tokens.segment > 0 AND tokens.status <> 'ignored'
GROUP BY tokens.form, tokens.kind, analysed_interviews.role, analysed_interviews.wave;
