-- What stands face to face: indicators of the two sides.
-- grain: pair
-- personal: none
-- published: yes
-- inputs: step read_codebook
-- columns:
--   pair: order, from 1
--   indicator_a: indicator of side A, or empty
--   indicator_b: indicator of side B, or empty
--   relation: same, mirrored, only_a or only_b
--   theme: theme, or empty
CREATE TABLE indicator_pairs (
    pair INTEGER NOT NULL,
    indicator_a VARCHAR NOT NULL,
    indicator_b VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    PRIMARY KEY (pair)
);
