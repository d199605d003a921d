-- Files that hold several interviews, byte for byte, once: they belong to no participant alone.
-- grain: content_hash
-- personal: identifying
-- published: no
-- inputs: step read_interviews
-- columns:
--   content_hash: SHA-256 of the file
--   participant_id: always `study`: whose data key seals the row
--   file_name: name of the file, sealed
--   content: bytes of the file, sealed
CREATE TABLE collections (
    content_hash VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    file_name BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (content_hash)
);
