-- The data key of each participant, wrapped by the study key; destroying a row forgets the person.
-- grain: participant_id
-- personal: identifying
-- published: no
-- inputs: vault
-- columns:
--   participant_id: code of the participants' table, or `study` for what belongs to no participant
--   wrapped_key: data key sealed under the study key
CREATE TABLE participant_keys (
    participant_id VARCHAR NOT NULL,
    wrapped_key BLOB NOT NULL,
    PRIMARY KEY (participant_id)
);
