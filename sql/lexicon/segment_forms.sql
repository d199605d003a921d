-- Active forms of each segment with their occurrences, a fixed expression being one: the sparse matrix of the classification.
-- grain: interview_id, segment, lemma, pos
-- personal: pseudonymous
-- published: no
-- inputs: lexical_units
-- columns:
--   interview_id: participant and wave
--   segment: position in the interview
--   lemma: dictionary form
--   pos: universal part of speech
--   n_occurrences: occurrences in the segment
CREATE VIEW segment_forms AS
SELECT
    lexical_units.interview_id,
    lexical_units.segment,
    lexical_units.lemma,
    lexical_units.pos,
    count(*)::INTEGER AS n_occurrences
FROM lexical_units
WHERE lexical_units.segment > 0 AND lexical_units.status = 'active'
GROUP BY lexical_units.interview_id, lexical_units.segment, lexical_units.lemma, lexical_units.pos;
