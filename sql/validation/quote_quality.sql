-- The quotes of each theme, measured for the validation of the mirror.
-- grain: theme
-- personal: none
-- published: no
-- inputs: mirror_quotes, segments, analysed_interviews
-- columns:
--   theme: theme of the study
--   n_sides: sides that have a quote
--   n_segments_unknown: quotes of a segment that is not there
--   n_sides_wrong: quotes under a side that is not the speaker's
CREATE VIEW quote_quality AS
SELECT
    mirror_quotes.theme,
    count(DISTINCT mirror_quotes.side)::INTEGER AS n_sides,
    (count(*) FILTER (WHERE segments.segment IS NULL))::INTEGER AS n_segments_unknown,
    (count(*) FILTER (WHERE mirror_quotes.side IS DISTINCT FROM analysed_interviews.side))::INTEGER AS n_sides_wrong
FROM mirror_quotes
LEFT JOIN segments
    ON mirror_quotes.interview_id = segments.interview_id AND mirror_quotes.segment = segments.segment
LEFT JOIN analysed_interviews ON mirror_quotes.interview_id = analysed_interviews.interview_id
GROUP BY mirror_quotes.theme;
