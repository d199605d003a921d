-- Further columns of the participants' table kept by the study.
-- grain: interview_id, attribute
-- personal: pseudonymous
-- published: yes
-- inputs: step list_participants
-- columns:
--   interview_id: participant and wave
--   attribute: column heading
--   value: as written
CREATE TABLE participant_attributes (
    interview_id VARCHAR NOT NULL,
    attribute VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (interview_id, attribute)
);
