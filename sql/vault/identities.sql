-- Who and what is named in the study, and what stands in its place.
-- grain: identity
-- personal: identifying
-- published: no
-- inputs: step name_identities
-- columns:
--   identity: `participant:<id>`, `listed:<id>` or `found:<kind>`
--   participant_id: whose data key seals the row
--   kind: person, place, organisation ...
--   forms: written forms as JSON, sealed
--   replacement: pseudonym or tag, sealed
CREATE TABLE identities (
    identity VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    forms BLOB NOT NULL,
    replacement BLOB NOT NULL,
    PRIMARY KEY (identity)
);
