-- What each step last computed for each unit: the key says from what, the hash what came out.
-- grain: step, unit
-- personal: none
-- published: no
-- inputs: every step
-- columns:
--   step: name of the step
--   unit: interview, or `study`
--   step_key: hash of content, parameters, SQL, kernels and model
--   key_parts: the parts of the key as JSON, to say what changed
--   output_hash: hash of what was written
--   n_rows: rows written
--   seconds: working time
--   run_id: run that computed it
CREATE TABLE step_results (
    step VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    step_key VARCHAR NOT NULL,
    key_parts VARCHAR NOT NULL,
    output_hash VARCHAR NOT NULL,
    n_rows INTEGER NOT NULL,
    seconds DOUBLE NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (step, unit)
);
