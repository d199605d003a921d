-- Interviews read: who, when, how, how long.
-- grain: interview_id
-- personal: pseudonymous
-- published: yes
-- inputs: step read_interviews
-- columns:
--   interview_id: participant and wave
--   participant_id: code
--   role: group of the study
--   side: A or B
--   wave: wave of the study
--   modality: modality, or empty
--   held_on: day of the interview
--   n_files: files it came in
--   version: version of the transcript, from 1: a corrected file makes the next one
--   format: format recognised
--   encoding: encoding recognised
--   n_turns: turns
--   n_turns_interviewee: turns of the interviewee
--   n_words: words of all speakers; events, hesitations and false starts are none
--   n_words_interviewee: words of the interviewee
--   n_words_unassigned: words before the first speaker marker
--   n_characters: characters of the text read, all files
--   n_events: laughter, silences, noises and the like, all speakers
--   n_hesitations: hesitations, all speakers
--   n_false_starts: words broken off, all speakers
--   n_speakers: speaker markers found
--   speakers_confirmed: the study named the markers; otherwise the roles are a guess
--   duration_s: last time in the file, seconds
--   consent: given, or assumed where the table has no consent column
CREATE TABLE interviews (
    interview_id VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    held_on DATE,
    n_files INTEGER NOT NULL,
    version INTEGER NOT NULL,
    format VARCHAR NOT NULL,
    encoding VARCHAR NOT NULL,
    n_turns INTEGER NOT NULL,
    n_turns_interviewee INTEGER NOT NULL,
    n_words INTEGER NOT NULL,
    n_words_interviewee INTEGER NOT NULL,
    n_words_unassigned INTEGER NOT NULL,
    n_characters INTEGER NOT NULL,
    n_events INTEGER NOT NULL,
    n_hesitations INTEGER NOT NULL,
    n_false_starts INTEGER NOT NULL,
    n_speakers INTEGER NOT NULL,
    speakers_confirmed BOOLEAN NOT NULL,
    duration_s DOUBLE,
    consent VARCHAR NOT NULL,
    PRIMARY KEY (interview_id)
);
