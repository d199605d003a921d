-- Words of each interviewee: the sizes behind rates and specificities. What is no word counts only where the study asks; placeholders and numbers never do.
-- grain: interview_id
-- personal: pseudonymous
-- published: yes
-- inputs: tokens, analysed_interviews
-- columns:
--   interview_id: participant and wave
--   participant_id: code
--   role: group of the study
--   side: A or B
--   wave: wave of the study
--   n_words: words as they stand
--   n_units: the same, each fixed expression counting once: the size behind specificities and contrasts
CREATE VIEW word_totals AS
SELECT
    analysed_interviews.interview_id,
    analysed_interviews.participant_id,
    analysed_interviews.role,
    analysed_interviews.side,
    analysed_interviews.wave,
    count(*)::INTEGER AS n_words,
    (count(*) FILTER (WHERE tokens.expression_word <= 1))::INTEGER AS n_units
FROM tokens
INNER JOIN analysed_interviews ON tokens.interview_id = analysed_interviews.interview_id
WHERE
    tokens.segment > 0
    AND tokens.kind IN ('word', 'hesitation', 'false_start', 'event')
    AND tokens.status <> 'ignored'
GROUP BY
    analysed_interviews.interview_id, analysed_interviews.participant_id, analysed_interviews.role,
    analysed_interviews.side, analysed_interviews.wave;
