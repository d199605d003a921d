-- Classified segments of each class by side and wave.
-- grain: class, role, wave
-- personal: none
-- published: yes
-- inputs: segment_classes, analysed_interviews
-- columns:
--   class: class, from 1
--   role: group of the study
--   side: A or B
--   wave: wave of the study
--   n_segments: segments of the class
--   n_interviews: interviews present in the class
CREATE VIEW class_roles AS
SELECT
    segment_classes.class,
    analysed_interviews.role,
    analysed_interviews.side,
    analysed_interviews.wave,
    count(*)::INTEGER AS n_segments,
    count(DISTINCT segment_classes.interview_id)::INTEGER AS n_interviews
FROM segment_classes
INNER JOIN analysed_interviews ON segment_classes.interview_id = analysed_interviews.interview_id
WHERE segment_classes.class > 0
GROUP BY segment_classes.class, analysed_interviews.role, analysed_interviews.side, analysed_interviews.wave;
