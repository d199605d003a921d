-- Every cell of the grid, coder by coder: interview by indicator.
-- grain: interview_id, indicator, coder
-- personal: pseudonymous
-- published: yes
-- inputs: step read_grids
-- columns:
--   interview_id: participant and wave
--   indicator: full key
--   coder: who coded
--   state: present, absent, not_asked or not_coded
CREATE TABLE grid_cells (
    interview_id VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    PRIMARY KEY (interview_id, indicator, coder)
);
