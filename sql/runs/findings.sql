-- What a reader must know of the material: files set aside, contradictions, warnings.
-- grain: step, unit, code, subject, place
-- personal: pseudonymous
-- published: yes
-- inputs: every step
-- columns:
--   stage: stage that found it
--   step: step that found it
--   unit: unit of the step
--   code: entry of the message catalogue
--   severity: stop, set_aside, warn or note
--   subject: interview, participant, class or file without its name
--   place: line, cell or column
--   details: parameters of the message as JSON
CREATE TABLE findings (
    stage VARCHAR NOT NULL,
    step VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    details VARCHAR NOT NULL,
    PRIMARY KEY (step, unit, code, subject, place)
);
