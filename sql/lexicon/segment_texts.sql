-- Segments in their masked words, with who speaks and the class.
-- grain: interview_id, segment
-- personal: pseudonymous
-- published: yes
-- inputs: segments, masked_turns, analysed_interviews, segment_classes, citation_labels
-- columns:
--   interview_id: participant and wave
--   segment: position in the interview
--   turn: turn it stands in
--   label: who speaks: pseudonym and side
--   side: A or B
--   wave: wave of the study
--   theme: theme of the question answered, or empty
--   class: class, 0 where unclassified
--   n_words: words
--   text: masked words
CREATE VIEW segment_texts AS
SELECT
    segments.interview_id,
    segments.segment,
    segments.turn,
    citation_labels.label,
    analysed_interviews.side,
    analysed_interviews.wave,
    masked_turns.theme,
    coalesce(segment_classes.class, 0) AS class, -- noqa: RF04
    segments.n_words,
    substring(masked_turns.text, segments.start_at + 1, segments.end_at - segments.start_at) AS text -- noqa: RF04
FROM segments
INNER JOIN masked_turns
    ON segments.interview_id = masked_turns.interview_id AND segments.turn = masked_turns.turn
INNER JOIN analysed_interviews ON segments.interview_id = analysed_interviews.interview_id
INNER JOIN citation_labels ON analysed_interviews.participant_id = citation_labels.participant_id
LEFT JOIN segment_classes
    ON segments.interview_id = segment_classes.interview_id AND segments.segment = segment_classes.segment;
