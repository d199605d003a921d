-- Forms by class on segments: signed chi-squared, uncorrected, over classified segments.
-- grain: class, lemma, pos
-- personal: none
-- published: yes
-- inputs: step profile_classes
-- columns:
--   class: class, from 1
--   lemma: dictionary form
--   pos: universal part of speech
--   n_segments_in_class: segments of the class that hold the form
--   n_segments_with_form: classified segments that hold the form
--   n_segments_class: segments of the class
--   n_segments_classified: classified segments
--   share: segments of the class among those that hold the form
--   chi2: chi-squared of the 2 x 2 table of segments, without correction, negative where under-represented
--   p: upper tail, one degree of freedom; a description, segments are not independent
--   n_interviews: interviews that carry the form in the class
CREATE TABLE class_profiles (
    class INTEGER NOT NULL,
    lemma VARCHAR NOT NULL,
    pos VARCHAR NOT NULL,
    n_segments_in_class INTEGER NOT NULL,
    n_segments_with_form INTEGER NOT NULL,
    n_segments_class INTEGER NOT NULL,
    n_segments_classified INTEGER NOT NULL,
    share DOUBLE NOT NULL,
    chi2 DOUBLE NOT NULL,
    p DOUBLE NOT NULL,
    n_interviews INTEGER NOT NULL,
    PRIMARY KEY (class, lemma, pos)
);
