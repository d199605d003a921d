-- Incoming files as they came, byte for byte.
-- grain: interview_id, content_hash
-- personal: identifying
-- published: no
-- inputs: step read_interviews
-- columns:
--   interview_id: participant and wave
--   part: file of the interview, from 1; 0 for one that another has superseded
--   participant_id: whose data key seals the row
--   content_hash: SHA-256 of the file
--   file_name: name of the file, sealed
--   content: bytes of the file, sealed
CREATE TABLE originals (
    interview_id VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    file_name BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (interview_id, content_hash)
);
