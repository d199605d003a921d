-- The codebook: observables and their indicators, of whom and when they are asked.
-- grain: indicator
-- personal: none
-- published: yes
-- inputs: step read_codebook
-- columns:
--   indicator: full key, observable.indicator
--   position: order in the codebook, from 1
--   observable: key of the observable
--   observable_number: number as printed
--   observable_label: label
--   number: number as printed
--   label: label
--   theme: theme, or empty
--   roles: groups asked, separated by spaces
--   waves: waves asked, separated by spaces
--   exclusive: set of which an interview bears at most one, or empty
--   definition: definition, or empty
CREATE TABLE indicators (
    indicator VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    observable VARCHAR NOT NULL,
    observable_number VARCHAR NOT NULL,
    observable_label VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    roles VARCHAR NOT NULL,
    waves VARCHAR NOT NULL,
    exclusive VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    PRIMARY KEY (indicator)
);
