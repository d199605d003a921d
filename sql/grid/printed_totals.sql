-- Totals printed in the grid files, beside those counted.
-- grain: file, place
-- personal: none
-- published: yes
-- inputs: step read_grids
-- columns:
--   file: grid file
--   place: cell of the total
--   indicator: full key
--   printed: total as printed
--   counted: marks counted in the same row
CREATE TABLE printed_totals (
    file VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    printed INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    PRIMARY KEY (file, place)
);
