-- Active forms of each segment with their occurrences: the sparse matrix of the classification.
-- grain: interview_id, segment, lemma, pos
-- personal: pseudonymous
-- published: no
-- inputs: tokens
-- columns:
--   interview_id: participant and wave
--   segment: position in the interview
--   lemma: dictionary form
--   pos: universal part of speech
--   n_occurrences: occurrences in the segment
CREATE VIEW segment_forms AS
SELECT
    tokens.interview_id,
    tokens.segment,
    tokens.lemma,
    tokens.pos,
    count(*)::INTEGER AS n_occurrences
FROM tokens
WHERE tokens.segment > 0 AND tokens.status = 'active'
GROUP BY tokens.interview_id, tokens.segment, tokens.lemma, tokens.pos;
