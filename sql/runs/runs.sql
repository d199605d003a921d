-- Who ran what, when, with which outcome.
-- grain: run_id
-- personal: none
-- published: no
-- inputs: flow run_study
-- columns:
--   run_id: order of the runs of this study, from 1, four digits
--   started_at: UTC
--   finished_at: UTC; empty while running
--   state: running, finished, stopped, failed or killed
--   until_stage: last stage asked for
--   task_runner: threads, processes, dask or ray
--   steps_run: units of work carried out
--   versions: package and model versions as JSON
CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    state VARCHAR NOT NULL,
    until_stage VARCHAR NOT NULL,
    task_runner VARCHAR NOT NULL,
    steps_run INTEGER,
    versions VARCHAR NOT NULL,
    PRIMARY KEY (run_id)
);
