-- Where each published table comes from: steps, parameters, versions.
-- grain: table_name, step
-- personal: none
-- published: yes
-- inputs: publication
-- columns:
--   table_name: published table
--   step: step that wrote it
--   run_id: last run that computed any of it
--   n_rows: rows of the table
--   content_hash: hash of the table's rows
--   parameters: parameters as JSON
--   versions: package and model versions as JSON
CREATE TABLE provenance (
    table_name VARCHAR NOT NULL,
    step VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    n_rows INTEGER NOT NULL,
    content_hash VARCHAR NOT NULL,
    parameters VARCHAR NOT NULL,
    versions VARCHAR NOT NULL,
    PRIMARY KEY (table_name, step)
);
