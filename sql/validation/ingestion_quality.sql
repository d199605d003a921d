-- What ingestion made of each interview, measured for its validation.
-- grain: interview_id
-- personal: pseudonymous
-- published: no
-- inputs: interviews, participants, turn_spans
-- columns:
--   interview_id: participant and wave
--   n_turns_interviewee: turns of the interviewee
--   n_words_interviewee: words of the interviewee
--   n_speakers: speaker markers found
--   duration_s: last time in the file, seconds; empty where the file has no times
--   consent: given, assumed or missing
--   consent_missing: 1 where no consent is noted
--   speakers_confirmed: 1 where the study named the speaker markers
--   participant_known: 1 where the participants' table lists the participant
--   role_agrees: 1 where role and side are the participant's
--   name_agrees: 1 where the interview is named by participant and wave
--   counts_agree: 1 where no part is larger than the whole
--   date_missing: 1 where the interview has no date and others of the study have one
--   share_unassigned: words before the first speaker marker, among all words
--   share_interviewee: words of the interviewee, among all words; empty where there is no word
--   words_per_minute: words by minute of recording; empty where the file has no times
--   interview_known: 1 where turns are of an interview that was read
--   version_known: 1 where the interview has a version
--   role: group of the interview
--   wave: wave of the interview
--   n_turns_unplaced: turns that no piece of the text stands for, or more than one
--   n_turns_misnumbered: turns whose position is not their place in the interview, from 1
--   n_speakers_unknown: turns whose speaker is none of the three
--   n_spans_apart: pieces of the text that do not begin where the one before ends, or end before they begin
--   n_characters_uncovered: characters of the text in no piece, less those in several
CREATE VIEW ingestion_quality AS
WITH concerned AS (
    SELECT interviews.interview_id FROM interviews
    UNION
    SELECT turn_spans.interview_id FROM turn_spans
),

ordered_spans AS (
    SELECT
        turn_spans.interview_id,
        turn_spans.kind,
        turn_spans.turn,
        turn_spans.speaker,
        turn_spans.start_at,
        turn_spans.end_at,
        lag(turn_spans.end_at, 1, 0) OVER (
            PARTITION BY turn_spans.interview_id, turn_spans.part ORDER BY turn_spans.ordinal
        ) AS previous_end,
        count(*) FILTER (WHERE turn_spans.kind = 'turn') OVER (
            PARTITION BY turn_spans.interview_id ORDER BY turn_spans.part, turn_spans.ordinal
        ) AS place
    FROM turn_spans
),

span_measures AS (
    SELECT
        ordered_spans.interview_id,
        count(*) FILTER (WHERE ordered_spans.kind = 'turn') AS n_turns,
        count(*) FILTER (WHERE ordered_spans.kind = 'turn' AND ordered_spans.turn <> ordered_spans.place)
            AS n_misnumbered,
        count(*) FILTER (
            WHERE ordered_spans.kind = 'turn' AND ordered_spans.speaker NOT IN ('interviewee', 'interviewer', 'other')
        ) AS n_unknown,
        count(*) FILTER (
            WHERE ordered_spans.start_at <> ordered_spans.previous_end OR ordered_spans.end_at < ordered_spans.start_at
        ) AS n_apart,
        sum(ordered_spans.end_at - ordered_spans.start_at) AS n_characters
    FROM ordered_spans
    GROUP BY ordered_spans.interview_id
)

SELECT
    concerned.interview_id,
    interviews.n_turns_interviewee,
    interviews.n_words_interviewee,
    interviews.n_speakers,
    interviews.duration_s,
    interviews.consent,
    (interviews.consent = 'missing')::INTEGER AS consent_missing,
    interviews.speakers_confirmed::INTEGER AS speakers_confirmed,
    (interviews.interview_id IS NULL OR participants.participant_id IS NOT NULL)::INTEGER AS participant_known,
    (
        participants.participant_id IS NULL
        OR (interviews.role = participants.role AND interviews.side = participants.side)
    )::INTEGER AS role_agrees,
    (interviews.interview_id = interviews.participant_id || '-' || interviews.wave)::INTEGER AS name_agrees,
    (
        interviews.n_turns_interviewee <= interviews.n_turns
        AND interviews.n_words_interviewee <= interviews.n_words
    )::INTEGER AS counts_agree,
    (interviews.consent IS NOT NULL AND interviews.held_on IS NULL AND count(interviews.held_on) OVER () > 0)::INTEGER AS date_missing,
    CASE
        WHEN interviews.n_words_unassigned = 0 THEN 0.0
        ELSE interviews.n_words_unassigned / greatest(interviews.n_words, interviews.n_words_unassigned)
    END AS share_unassigned,
    interviews.n_words_interviewee / nullif(interviews.n_words, 0) AS share_interviewee,
    60 * interviews.n_words / nullif(interviews.duration_s, 0) AS words_per_minute,
    (interviews.interview_id IS NOT NULL)::INTEGER AS interview_known,
    (interviews.version >= 1)::INTEGER AS version_known,
    interviews.role,
    interviews.wave,
    abs(interviews.n_turns - coalesce(span_measures.n_turns, 0))::INTEGER AS n_turns_unplaced,
    coalesce(span_measures.n_misnumbered, 0)::INTEGER AS n_turns_misnumbered,
    coalesce(span_measures.n_unknown, 0)::INTEGER AS n_speakers_unknown,
    coalesce(span_measures.n_apart, 0)::INTEGER AS n_spans_apart,
    (interviews.n_characters - coalesce(span_measures.n_characters, 0))::INTEGER AS n_characters_uncovered
FROM concerned
LEFT JOIN interviews ON concerned.interview_id = interviews.interview_id
LEFT JOIN participants ON interviews.participant_id = participants.participant_id
LEFT JOIN span_measures ON concerned.interview_id = span_measures.interview_id;
