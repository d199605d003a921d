-- What each step of the whole study read when it was computed last: where it would read the same, its result stands.
-- grain: step
-- personal: none
-- published: no
-- inputs: every step
-- columns:
--   step: name of the step
--   input_hash: hash of the rows of every table and view that it reads
CREATE TABLE step_inputs (
    step VARCHAR NOT NULL,
    input_hash VARCHAR NOT NULL,
    PRIMARY KEY (step)
);
