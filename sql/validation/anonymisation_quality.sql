-- What masking made of each interview, measured for its validation.
-- grain: interview_id
-- personal: pseudonymous
-- published: no
-- inputs: interviews, masked_turns, replacements, leaks, citation_labels, mark_evidence
-- columns:
--   interview_id: participant and wave
--   interview_known: 1 where the interview was read and is still in the study
--   consent_missing: 1 where no consent is noted
--   n_leaks: places where an identifying form still stands
--   n_turns_read: turns before masking
--   n_turns_masked: turns after masking
--   last_turn: highest position of a masked turn
--   n_empty_turns: masked turns without a word
--   n_speakers_unknown: turns whose speaker is not interviewee, interviewer or other
--   n_times_backwards: turns that start before the turn above
--   n_replacements_out_of_bounds: replacements that do not stand within their turn
--   n_replacements_overlapping: replacements that begin before the one above has ended
--   share_replaced: masked characters among all characters; empty where there is no text
--   label_known: 1 where the participant has a citation label
--   n_same_label: other participants cited by the same label
--   n_quotes_not_found: quotes of the grid not found in the masked text
--   n_quotes_out_of_bounds: quotes of the grid whose place is not within a turn
CREATE VIEW anonymisation_quality AS
WITH concerned AS (
    SELECT masked_turns.interview_id FROM masked_turns
    UNION
    SELECT replacements.interview_id FROM replacements
    UNION
    SELECT leaks.interview_id FROM leaks
),

ordered_turns AS (
    SELECT
        masked_turns.interview_id,
        masked_turns.turn,
        masked_turns.speaker,
        masked_turns.text,
        masked_turns.start_s
        < max(masked_turns.start_s) OVER (
            PARTITION BY masked_turns.interview_id ORDER BY masked_turns.turn
            ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING
        ) AS starts_backwards
    FROM masked_turns
),

turn_measures AS (
    SELECT
        ordered_turns.interview_id,
        count(*) AS n_turns,
        max(ordered_turns.turn) AS last_turn,
        sum(length(ordered_turns.text)) AS n_characters,
        count(*) FILTER (WHERE trim(ordered_turns.text) = '') AS n_empty,
        count(*) FILTER (WHERE ordered_turns.speaker NOT IN ('interviewee', 'interviewer', 'other')) AS n_unknown,
        count(*) FILTER (WHERE ordered_turns.starts_backwards) AS n_backwards
    FROM ordered_turns
    GROUP BY ordered_turns.interview_id
),

ordered_replacements AS (
    SELECT
        replacements.interview_id,
        replacements.start_at,
        replacements.end_at,
        length(masked_turns.text) AS n_characters,
        lag(replacements.end_at) OVER (
            PARTITION BY replacements.interview_id, replacements.turn ORDER BY replacements.start_at
        ) AS previous_end
    FROM replacements
    LEFT JOIN masked_turns
        ON replacements.interview_id = masked_turns.interview_id AND replacements.turn = masked_turns.turn
),

replacement_measures AS (
    SELECT
        ordered_replacements.interview_id,
        sum(ordered_replacements.end_at - ordered_replacements.start_at) AS n_characters,
        count(*) FILTER (
            WHERE ordered_replacements.n_characters IS NULL
            OR ordered_replacements.start_at < 0
            OR ordered_replacements.end_at <= ordered_replacements.start_at
            OR ordered_replacements.end_at > ordered_replacements.n_characters
        ) AS n_out_of_bounds,
        count(*) FILTER (WHERE ordered_replacements.start_at < ordered_replacements.previous_end) AS n_overlapping
    FROM ordered_replacements
    GROUP BY ordered_replacements.interview_id
),

leak_measures AS (
    SELECT
        leaks.interview_id,
        count(*) AS n_leaks
    FROM leaks
    GROUP BY leaks.interview_id
),

label_measures AS (
    SELECT
        citation_labels.participant_id,
        count(*) OVER (PARTITION BY citation_labels.label) - 1 AS n_same
    FROM citation_labels
),

quote_measures AS (
    SELECT
        mark_evidence.interview_id,
        count(*) FILTER (WHERE mark_evidence.turn = 0) AS n_not_found,
        count(*) FILTER (
            WHERE mark_evidence.turn <> 0
            AND (
                masked_turns.text IS NULL
                OR mark_evidence.start_at < 0
                OR mark_evidence.end_at <= mark_evidence.start_at
                OR mark_evidence.end_at > length(masked_turns.text)
            )
        ) AS n_out_of_bounds
    FROM mark_evidence
    LEFT JOIN masked_turns
        ON mark_evidence.interview_id = masked_turns.interview_id AND mark_evidence.turn = masked_turns.turn
    GROUP BY mark_evidence.interview_id
)

SELECT
    concerned.interview_id,
    (interviews.interview_id IS NOT NULL)::INTEGER AS interview_known,
    coalesce(interviews.consent = 'missing', FALSE)::INTEGER AS consent_missing,
    coalesce(leak_measures.n_leaks, 0)::INTEGER AS n_leaks,
    interviews.n_turns AS n_turns_read,
    coalesce(turn_measures.n_turns, 0)::INTEGER AS n_turns_masked,
    coalesce(turn_measures.last_turn, 0)::INTEGER AS last_turn,
    coalesce(turn_measures.n_empty, 0)::INTEGER AS n_empty_turns,
    coalesce(turn_measures.n_unknown, 0)::INTEGER AS n_speakers_unknown,
    coalesce(turn_measures.n_backwards, 0)::INTEGER AS n_times_backwards,
    coalesce(replacement_measures.n_out_of_bounds, 0)::INTEGER AS n_replacements_out_of_bounds,
    coalesce(replacement_measures.n_overlapping, 0)::INTEGER AS n_replacements_overlapping,
    (coalesce(replacement_measures.n_characters, 0) / nullif(turn_measures.n_characters, 0))::DOUBLE AS share_replaced,
    (interviews.interview_id IS NULL OR label_measures.participant_id IS NOT NULL)::INTEGER AS label_known,
    coalesce(label_measures.n_same, 0)::INTEGER AS n_same_label,
    coalesce(quote_measures.n_not_found, 0)::INTEGER AS n_quotes_not_found,
    coalesce(quote_measures.n_out_of_bounds, 0)::INTEGER AS n_quotes_out_of_bounds
FROM concerned
LEFT JOIN interviews ON concerned.interview_id = interviews.interview_id
LEFT JOIN turn_measures ON concerned.interview_id = turn_measures.interview_id
LEFT JOIN replacement_measures ON concerned.interview_id = replacement_measures.interview_id
LEFT JOIN leak_measures ON concerned.interview_id = leak_measures.interview_id
LEFT JOIN quote_measures ON concerned.interview_id = quote_measures.interview_id
LEFT JOIN label_measures ON interviews.participant_id = label_measures.participant_id;
