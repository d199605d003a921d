-- Versions of each transcript: the same bytes are the same version, a corrected file is the next one.
-- grain: interview_id, version
-- personal: identifying
-- published: no
-- inputs: step read_interviews
-- columns:
--   interview_id: participant and wave
--   version: from 1, in the order in which they were read first
--   participant_id: whose data key seals the row
--   content_hash: SHA-256 over the hashes of its files
--   is_current: the version that is read now
--   replaced: version that it took the place of when it was last read; 0 for the first
--   n_changed: turns that read otherwise than in the version replaced
--   n_added: turns that the version replaced had not
--   n_removed: turns of the version replaced that are gone
--   outline: a hash of each turn, in order, as JSON, sealed
CREATE TABLE interview_versions (
    interview_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    is_current BOOLEAN NOT NULL,
    replaced INTEGER NOT NULL,
    n_changed INTEGER NOT NULL,
    n_added INTEGER NOT NULL,
    n_removed INTEGER NOT NULL,
    outline BLOB NOT NULL,
    PRIMARY KEY (interview_id, version)
);
