-- What each validation measured and whether it held.
-- grain: stage, expectation, subject
-- personal: none
-- published: yes
-- inputs: validation suites
-- columns:
--   stage: stage validated
--   unit: always `study`
--   expectation: name of the expectation in the suite
--   severity: stop, set_aside or warn
--   subject: interview or class that failed, `study` for the whole
--   held: whether it held
--   observed: value observed where there is one
--   n_unexpected: rows that did not hold
CREATE TABLE validation_results (
    stage VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    expectation VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    held BOOLEAN NOT NULL,
    observed DOUBLE,
    n_unexpected INTEGER NOT NULL,
    PRIMARY KEY (stage, expectation, subject)
);
