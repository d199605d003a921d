-- The grid read flat: who bears each indicator, among those asked.
-- grain: indicator, role, wave
-- personal: none
-- published: yes
-- inputs: step total_grid
-- columns:
--   indicator: full key
--   role: group of the study
--   wave: wave, or `all`
--   n_present: interviews that bear it
--   n_asked: interviews asked and coded
--   share: n_present / n_asked; empty where nobody was asked
--   interviews: interviews that bear it, separated by spaces
CREATE TABLE flat_reading (
    indicator VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    n_present INTEGER NOT NULL,
    n_asked INTEGER NOT NULL,
    share DOUBLE,
    interviews VARCHAR NOT NULL,
    PRIMARY KEY (indicator, role, wave)
);
