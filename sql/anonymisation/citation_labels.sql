-- How each participant is cited: pseudonym and letter of the side (Maïa A).
-- grain: participant_id
-- personal: pseudonymous
-- published: yes
-- inputs: step name_identities
-- columns:
--   participant_id: code
--   pseudonym: invented first name
--   label: pseudonym and side
CREATE TABLE citation_labels (
    participant_id VARCHAR NOT NULL,
    pseudonym VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    PRIMARY KEY (participant_id)
);
