-- What annotation made of each interview, measured for its validation.
-- grain: interview_id
-- personal: pseudonymous
-- published: no
-- inputs: tokens, segments, masked_turns, replacements, analysed_interviews
-- columns:
--   interview_id: participant and wave
--   interview_known: 1 where the interview is among those analysed
--   n_segments: segments
--   n_tokens_out_of_bounds: tokens that do not stand within their turn
--   n_tokens_overlapping: tokens that begin before the one above has ended
--   n_tokens_displaced: tokens whose letters and digits are not those that stand at their place, in lower case
--   n_active_with_digit: active tokens that hold a digit
--   n_active_no_word: active tokens that are no word (event, placeholder, number, hesitation, punctuation)
--   n_expressions_broken: words of a fixed expression that lack the one before, or differ from it in category, status or end
--   n_active_masked: active tokens that touch a place where something was masked
--   n_words_outside_segments: words of the interviewee in no segment
--   n_tokens_of_others: tokens of another speaker in a segment
--   n_segments_crossing: segments that do not stand within one turn, or hold tokens from outside their place
--   n_segments_overlapping: segments that begin before the one above has ended
--   n_segments_miscounted: segments whose number of words is not that of their tokens
--   share_unknown: content words that no dictionary knows, among content words; empty where there is none
CREATE VIEW lexicon_quality AS
WITH concerned AS (
    SELECT analysed_interviews.interview_id FROM analysed_interviews
    UNION
    SELECT tokens.interview_id FROM tokens
    UNION
    SELECT segments.interview_id FROM segments
),

turn_sizes AS (
    SELECT
        masked_turns.interview_id,
        masked_turns.turn,
        masked_turns.speaker,
        length(masked_turns.text) AS n_characters,
        lower(masked_turns.text) AS text -- noqa: RF04
    FROM masked_turns
),

placed_tokens AS (
    SELECT
        tokens.interview_id,
        tokens.start_at,
        tokens.end_at,
        tokens.form,
        tokens.lemma,
        tokens.kind,
        tokens.status,
        tokens.known,
        tokens.segment,
        tokens.expression_word,
        tokens.kind = 'word' AND tokens.category IN ('noun', 'verb', 'adjective', 'adverb') AS is_content,
        (tokens.expression, tokens.expression_word, tokens.expression_end_at, tokens.category, tokens.status) AS bond,
        lag(
            (tokens.expression, tokens.expression_word + 1, tokens.expression_end_at, tokens.category, tokens.status)
        ) OVER turn_order AS bond_wanted,
        turn_sizes.speaker,
        turn_sizes.n_characters,
        -- apostrophes, hyphens and signs without width are folded in forms: letters and digits tell
        regexp_replace(tokens.form, '[^0-9a-z\x{DF}-\x{24F}]', '', 'g') AS letters,
        regexp_replace(
            substring(turn_sizes.text, tokens.start_at + 1, tokens.end_at - tokens.start_at),
            '[^0-9a-z\x{DF}-\x{24F}]', '', 'g'
        ) AS letters_standing,
        lag(tokens.end_at) OVER turn_order AS previous_end
    FROM tokens
    LEFT JOIN turn_sizes ON tokens.interview_id = turn_sizes.interview_id AND tokens.turn = turn_sizes.turn
    WINDOW turn_order AS (PARTITION BY tokens.interview_id, tokens.turn ORDER BY tokens.token)
),

token_measures AS (
    SELECT
        placed_tokens.interview_id,
        count(*) FILTER (
            WHERE placed_tokens.n_characters IS NULL
            OR placed_tokens.start_at < 0
            OR placed_tokens.end_at <= placed_tokens.start_at
            OR placed_tokens.end_at > placed_tokens.n_characters
        ) AS n_out_of_bounds,
        count(*) FILTER (WHERE placed_tokens.start_at < placed_tokens.previous_end) AS n_overlapping,
        count(*) FILTER (WHERE placed_tokens.letters <> placed_tokens.letters_standing) AS n_displaced,
        count(*) FILTER (
            WHERE placed_tokens.expression_word > 1 AND placed_tokens.bond IS DISTINCT FROM placed_tokens.bond_wanted
        ) AS n_broken,
        count(*) FILTER (
            WHERE placed_tokens.status = 'active'
            AND (regexp_matches(placed_tokens.form, '[0-9]') OR regexp_matches(placed_tokens.lemma, '[0-9]'))
        ) AS n_with_digit,
        count(*) FILTER (WHERE placed_tokens.status = 'active' AND placed_tokens.kind <> 'word') AS n_no_word,
        count(*) FILTER (
            WHERE placed_tokens.speaker = 'interviewee' AND placed_tokens.kind = 'word' AND placed_tokens.segment = 0
        ) AS n_outside,
        count(*) FILTER (WHERE placed_tokens.speaker <> 'interviewee' AND placed_tokens.segment > 0) AS n_of_others,
        count(*) FILTER (WHERE placed_tokens.is_content) AS n_content,
        count(*) FILTER (WHERE placed_tokens.is_content AND NOT placed_tokens.known) AS n_unknown
    FROM placed_tokens
    GROUP BY placed_tokens.interview_id
),

masked_measures AS (
    SELECT
        tokens.interview_id,
        count(*) AS n_active_masked
    FROM tokens
    INNER JOIN replacements
        ON
            tokens.interview_id = replacements.interview_id
            AND tokens.turn = replacements.turn
            AND tokens.start_at < replacements.end_at
            AND tokens.end_at > replacements.start_at
    WHERE tokens.status = 'active'
    GROUP BY tokens.interview_id
),

tokens_by_segment AS (
    SELECT
        tokens.interview_id,
        tokens.segment,
        min(tokens.turn) AS first_turn,
        max(tokens.turn) AS last_turn,
        min(tokens.start_at) AS start_at,
        max(tokens.end_at) AS end_at,
        count(*) FILTER (WHERE tokens.status <> 'ignored') AS n_words
    FROM tokens
    WHERE tokens.segment > 0
    GROUP BY tokens.interview_id, tokens.segment
),

placed_segments AS (
    SELECT
        segments.interview_id,
        segments.start_at,
        segments.end_at,
        segments.turn,
        segments.n_words,
        turn_sizes.n_characters,
        tokens_by_segment.first_turn,
        tokens_by_segment.last_turn,
        tokens_by_segment.start_at AS first_start,
        tokens_by_segment.end_at AS last_end,
        coalesce(tokens_by_segment.n_words, 0) AS n_words_counted,
        lag(segments.end_at) OVER (
            PARTITION BY segments.interview_id, segments.turn ORDER BY segments.segment
        ) AS previous_end
    FROM segments
    LEFT JOIN turn_sizes ON segments.interview_id = turn_sizes.interview_id AND segments.turn = turn_sizes.turn
    LEFT JOIN tokens_by_segment
        ON segments.interview_id = tokens_by_segment.interview_id AND segments.segment = tokens_by_segment.segment
),

segment_measures AS (
    SELECT
        placed_segments.interview_id,
        count(*) AS n_segments,
        count(*) FILTER (
            WHERE placed_segments.n_characters IS NULL
            OR placed_segments.start_at < 0
            OR placed_segments.end_at <= placed_segments.start_at
            OR placed_segments.end_at > placed_segments.n_characters
            OR placed_segments.first_turn <> placed_segments.turn
            OR placed_segments.last_turn <> placed_segments.turn
            OR placed_segments.first_start < placed_segments.start_at
            OR placed_segments.last_end > placed_segments.end_at
        ) AS n_crossing,
        count(*) FILTER (WHERE placed_segments.start_at < placed_segments.previous_end) AS n_overlapping,
        count(*) FILTER (WHERE placed_segments.n_words <> placed_segments.n_words_counted) AS n_miscounted
    FROM placed_segments
    GROUP BY placed_segments.interview_id
)

SELECT
    concerned.interview_id,
    (analysed_interviews.interview_id IS NOT NULL)::INTEGER AS interview_known,
    coalesce(segment_measures.n_segments, 0)::INTEGER AS n_segments,
    coalesce(token_measures.n_out_of_bounds, 0)::INTEGER AS n_tokens_out_of_bounds,
    coalesce(token_measures.n_overlapping, 0)::INTEGER AS n_tokens_overlapping,
    coalesce(token_measures.n_displaced, 0)::INTEGER AS n_tokens_displaced,
    coalesce(token_measures.n_with_digit, 0)::INTEGER AS n_active_with_digit,
    coalesce(token_measures.n_no_word, 0)::INTEGER AS n_active_no_word,
    coalesce(token_measures.n_broken, 0)::INTEGER AS n_expressions_broken,
    coalesce(masked_measures.n_active_masked, 0)::INTEGER AS n_active_masked,
    coalesce(token_measures.n_outside, 0)::INTEGER AS n_words_outside_segments,
    coalesce(token_measures.n_of_others, 0)::INTEGER AS n_tokens_of_others,
    coalesce(segment_measures.n_crossing, 0)::INTEGER AS n_segments_crossing,
    coalesce(segment_measures.n_overlapping, 0)::INTEGER AS n_segments_overlapping,
    coalesce(segment_measures.n_miscounted, 0)::INTEGER AS n_segments_miscounted,
    token_measures.n_unknown / nullif(token_measures.n_content, 0) AS share_unknown
FROM concerned
LEFT JOIN analysed_interviews ON concerned.interview_id = analysed_interviews.interview_id
LEFT JOIN token_measures ON concerned.interview_id = token_measures.interview_id
LEFT JOIN masked_measures ON concerned.interview_id = masked_measures.interview_id
LEFT JOIN segment_measures ON concerned.interview_id = segment_measures.interview_id;
