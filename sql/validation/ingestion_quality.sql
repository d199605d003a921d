-- What ingestion made of each interview, measured for its validation.
-- grain: interview_id
-- personal: pseudonymous
-- published: no
-- inputs: interviews, participants
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
CREATE VIEW ingestion_quality AS
SELECT
    interviews.interview_id,
    interviews.n_turns_interviewee,
    interviews.n_words_interviewee,
    interviews.n_speakers,
    interviews.duration_s,
    interviews.consent,
    (interviews.consent = 'missing')::INTEGER AS consent_missing,
    interviews.speakers_confirmed::INTEGER AS speakers_confirmed,
    (participants.participant_id IS NOT NULL)::INTEGER AS participant_known,
    (
        participants.participant_id IS NULL
        OR (interviews.role = participants.role AND interviews.side = participants.side)
    )::INTEGER AS role_agrees,
    (interviews.interview_id = interviews.participant_id || '-' || interviews.wave)::INTEGER AS name_agrees,
    (
        interviews.n_turns_interviewee <= interviews.n_turns
        AND interviews.n_words_interviewee <= interviews.n_words
    )::INTEGER AS counts_agree,
    (interviews.held_on IS NULL AND count(interviews.held_on) OVER () > 0)::INTEGER AS date_missing,
    CASE
        WHEN interviews.n_words_unassigned = 0 THEN 0.0
        ELSE interviews.n_words_unassigned / greatest(interviews.n_words, interviews.n_words_unassigned)
    END AS share_unassigned,
    interviews.n_words_interviewee / nullif(interviews.n_words, 0) AS share_interviewee,
    60 * interviews.n_words / nullif(interviews.duration_s, 0) AS words_per_minute
FROM interviews
LEFT JOIN participants ON interviews.participant_id = participants.participant_id;
