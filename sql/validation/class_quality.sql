-- What is said of each class, beside what its segments say, for the validation of the lexicon.
-- grain: class
-- personal: none
-- published: no
-- inputs: classes, segment_classes, class_profiles, class_variables, typical_segments
-- columns:
--   class: class, from 1
--   n_segments: segments as stated
--   n_segments_counted: segments that bear the class
--   n_interviews: interviews as stated
--   n_interviews_counted: interviews with a segment of the class
--   largest_interview_share: share of the interview that holds most of the class, as stated
--   largest_share_gap: the same as stated minus as counted
--   share_gap: share of the classified segments as stated minus as counted
--   n_sizes_wrong: lines of the profiles whose sizes do not fit one another or the class
--   n_signs_wrong: lines of the profiles whose chi-squared has the sign of the contrary
--   n_p_wrong: lines of the profiles whose p is not within 0 and 1
--   n_typical_foreign: typical segments that are not of the class
CREATE VIEW class_quality AS
WITH by_interview AS (
    SELECT
        segment_classes.class,
        segment_classes.interview_id,
        count(*) AS n_segments
    FROM segment_classes
    WHERE segment_classes.class > 0
    GROUP BY segment_classes.class, segment_classes.interview_id
),

counted AS (
    SELECT
        by_interview.class,
        sum(by_interview.n_segments) AS n_segments,
        count(*) AS n_interviews,
        max(by_interview.n_segments) / sum(by_interview.n_segments) AS largest_share,
        sum(by_interview.n_segments) / sum(sum(by_interview.n_segments)) OVER () AS share_of_all,
        sum(sum(by_interview.n_segments)) OVER () AS n_classified
    FROM by_interview
    GROUP BY by_interview.class
),

profile_lines AS (
    SELECT
        class_profiles.class,
        class_profiles.n_segments_in_class AS n_both,
        class_profiles.n_segments_with_form AS n_with,
        class_profiles.n_segments_class AS n_class,
        class_profiles.n_segments_classified AS n_all,
        class_profiles.chi2,
        class_profiles.p
    FROM class_profiles
    UNION ALL
    SELECT
        class_variables.class,
        class_variables.n_segments_in_class AS n_both,
        class_variables.n_segments_with_value AS n_with,
        class_variables.n_segments_class AS n_class,
        class_variables.n_segments_classified AS n_all,
        class_variables.chi2,
        class_variables.p
    FROM class_variables
),

profile_measures AS (
    SELECT
        profile_lines.class,
        count(*) FILTER (
            WHERE profile_lines.n_both < 0
            OR profile_lines.n_both > least(profile_lines.n_with, profile_lines.n_class)
            OR profile_lines.n_with + profile_lines.n_class - profile_lines.n_both > profile_lines.n_all
            OR profile_lines.n_class IS DISTINCT FROM counted.n_segments
            OR profile_lines.n_all IS DISTINCT FROM counted.n_classified
        ) AS n_sizes_wrong,
        count(*) FILTER (
            WHERE sign(profile_lines.chi2) * sign(
                profile_lines.n_both::HUGEINT * profile_lines.n_all
                - profile_lines.n_with::HUGEINT * profile_lines.n_class
            ) < 0
        ) AS n_signs_wrong,
        count(*) FILTER (WHERE profile_lines.p NOT BETWEEN 0 AND 1) AS n_p_wrong
    FROM profile_lines
    LEFT JOIN counted ON profile_lines.class = counted.class
    GROUP BY profile_lines.class
),

typical_measures AS (
    SELECT
        typical_segments.class,
        count(*) FILTER (WHERE segment_classes.class IS DISTINCT FROM typical_segments.class) AS n_foreign
    FROM typical_segments
    LEFT JOIN segment_classes
        ON
            typical_segments.interview_id = segment_classes.interview_id
            AND typical_segments.segment = segment_classes.segment
    GROUP BY typical_segments.class
),

concerned AS (
    SELECT classes.class FROM classes
    UNION
    SELECT counted.class FROM counted
    UNION
    SELECT profile_measures.class FROM profile_measures
    UNION
    SELECT typical_measures.class FROM typical_measures
)

SELECT
    concerned.class,
    coalesce(classes.n_segments, 0) AS n_segments,
    coalesce(counted.n_segments, 0)::INTEGER AS n_segments_counted,
    coalesce(classes.n_interviews, 0) AS n_interviews,
    coalesce(counted.n_interviews, 0)::INTEGER AS n_interviews_counted,
    classes.largest_interview_share,
    classes.largest_interview_share - counted.largest_share AS largest_share_gap,
    classes.share - counted.share_of_all AS share_gap,
    coalesce(profile_measures.n_sizes_wrong, 0)::INTEGER AS n_sizes_wrong,
    coalesce(profile_measures.n_signs_wrong, 0)::INTEGER AS n_signs_wrong,
    coalesce(profile_measures.n_p_wrong, 0)::INTEGER AS n_p_wrong,
    coalesce(typical_measures.n_foreign, 0)::INTEGER AS n_typical_foreign
FROM concerned
LEFT JOIN classes ON concerned.class = classes.class
LEFT JOIN counted ON concerned.class = counted.class
LEFT JOIN profile_measures ON concerned.class = profile_measures.class
LEFT JOIN typical_measures ON concerned.class = typical_measures.class;
