-- Incoming files as they came, byte for byte; of a file that holds several interviews the own lines only, as UTF-8.
-- grain: interview_id, content_hash
-- personal: identifying
-- published: no
-- inputs: step read_interviews
-- columns:
--   interview_id: participant and wave
--   part: file of the interview, from 1; 0 for one that another has superseded
--   participant_id: whose data key seals the row
--   content_hash: SHA-256 of the content
--   collection: hash of the file of several interviews that it was cut from (see collections), or empty
--   first_line: first line of the file that belongs to the interview, where only a range of it does
--   last_line: last such line
--   text_name: name of the text in a file that holds several, sealed; empty for others
--   file_name: name of the file, sealed
--   content: bytes of the file, or text of the own lines, sealed
CREATE TABLE originals (
    interview_id VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    collection VARCHAR NOT NULL,
    first_line INTEGER,
    last_line INTEGER,
    text_name BLOB NOT NULL,
    file_name BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (interview_id, content_hash)
);
