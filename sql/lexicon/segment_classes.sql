-- The class of each segment.
-- grain: interview_id, segment
-- personal: pseudonymous
-- published: yes
-- inputs: step classify_segments
-- columns:
--   interview_id: participant and wave
--   segment: position in the interview
--   class: class, from 1; 0 unclassified
--   reason: why unclassified (no_active_form, too_few_forms, small_class, forms_dropped), or empty
CREATE TABLE segment_classes (
    interview_id VARCHAR NOT NULL,
    segment INTEGER NOT NULL,
    class INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (interview_id, segment)
);
