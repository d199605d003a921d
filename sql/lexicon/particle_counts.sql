-- Discourse particles of each interviewee (du coup, en fait, quoi ...), counted even where the study leaves them out.
-- grain: interview_id, particle
-- personal: pseudonymous
-- published: yes
-- inputs: lexical_units, analysed_interviews, word_totals
-- columns:
--   interview_id: participant and wave
--   participant_id: code
--   role: group of the study
--   side: A or B
--   wave: wave of the study
--   particle: the particle, whole
--   n_occurrences: occurrences
--   per_1000_words: occurrences per 1,000 words of the interviewee as the study counts them, a fixed expression being one; empty where none is counted
CREATE VIEW particle_counts AS
SELECT
    lexical_units.interview_id,
    analysed_interviews.participant_id,
    analysed_interviews.role,
    analysed_interviews.side,
    analysed_interviews.wave,
    lexical_units.lemma AS particle,
    count(*)::INTEGER AS n_occurrences,
    1000.0 * count(*) / nullif(max(word_totals.n_units), 0) AS per_1000_words
FROM lexical_units
INNER JOIN analysed_interviews ON lexical_units.interview_id = analysed_interviews.interview_id
LEFT JOIN word_totals ON lexical_units.interview_id = word_totals.interview_id
WHERE lexical_units.segment > 0 AND lexical_units.category = 'particle'
GROUP BY
    lexical_units.interview_id, analysed_interviews.participant_id, analysed_interviews.role, analysed_interviews.side,
    analysed_interviews.wave, lexical_units.lemma;
