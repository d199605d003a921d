-- What the pages say of the study.
-- grain: key
-- personal: none
-- published: yes
-- inputs: study.toml
-- columns:
--   key: name, language, label of a role, wave or theme
--   value: as written
CREATE TABLE study (
    key VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (key)
);
