-- Segments that hold most of what marks their class.
-- grain: class, rank
-- personal: pseudonymous
-- published: yes
-- inputs: step profile_classes
-- columns:
--   class: class, from 1
--   rank: from 1
--   interview_id: participant and wave
--   segment: position in the interview
--   chi2_sum: sum of the chi-squared of the marked forms present
--   chi2_mean: the same divided by their number
CREATE TABLE typical_segments (
    class INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    interview_id VARCHAR NOT NULL,
    segment INTEGER NOT NULL,
    chi2_sum DOUBLE NOT NULL,
    chi2_mean DOUBLE NOT NULL,
    PRIMARY KEY (class, rank)
);
