-- A known word under the study key: tells at once whether the key at hand is the right one.
-- grain: name
-- personal: none
-- published: no
-- inputs: vault
-- columns:
--   name: always `miroir`
--   sealed: the word, sealed
CREATE TABLE key_check (
    name VARCHAR NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (name)
);
