-- Role, wave and modality by class on segments, as starred variables are profiled.
-- grain: class, variable, modality
-- personal: none
-- published: yes
-- inputs: step profile_classes
-- columns:
--   class: class, from 1
--   variable: role, wave or modality
--   modality: value of the variable
--   n_segments_in_class: segments of the class with the value
--   n_segments_with_value: classified segments with the value
--   n_segments_class: segments of the class
--   n_segments_classified: classified segments
--   chi2: signed, uncorrected
--   p: upper tail, one degree of freedom; a description
CREATE TABLE class_variables (
    class INTEGER NOT NULL,
    variable VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    n_segments_in_class INTEGER NOT NULL,
    n_segments_with_value INTEGER NOT NULL,
    n_segments_class INTEGER NOT NULL,
    n_segments_classified INTEGER NOT NULL,
    chi2 DOUBLE NOT NULL,
    p DOUBLE NOT NULL,
    PRIMARY KEY (class, variable, modality)
);
