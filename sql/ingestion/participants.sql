-- Who takes part, by code; nothing that names.
-- grain: participant_id
-- personal: pseudonymous
-- published: yes
-- inputs: step list_participants
-- columns:
--   participant_id: code of the participants' table
--   role: group of the study
--   side: A or B
--   gender: f, m or empty
--   age_band: ten years, or empty
--   n_interviews: interviews announced by the table
CREATE TABLE participants (
    participant_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    gender VARCHAR NOT NULL,
    age_band VARCHAR NOT NULL,
    n_interviews INTEGER NOT NULL,
    PRIMARY KEY (participant_id)
);
