-- What became of each indicator from one wave to the next, participants asked in both.
-- grain: indicator, role, from_wave, to_wave
-- personal: none
-- published: yes
-- inputs: step count_transitions
-- columns:
--   indicator: full key
--   role: group of the study
--   from_wave: earlier wave
--   to_wave: later wave
--   n_00: absent, then absent
--   n_01: absent, then present
--   n_10: present, then absent
--   n_11: present, then present
--   n_not_asked: participants of both waves not asked in one of them
--   p: exact McNemar, two-sided
--   p_floor: least p with this number of changes
--   design_floor: least p with this number of participants
--   participants: participants who changed, separated by spaces
CREATE TABLE transitions (
    indicator VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    from_wave VARCHAR NOT NULL,
    to_wave VARCHAR NOT NULL,
    n_00 INTEGER NOT NULL,
    n_01 INTEGER NOT NULL,
    n_10 INTEGER NOT NULL,
    n_11 INTEGER NOT NULL,
    n_not_asked INTEGER NOT NULL,
    p DOUBLE,
    p_floor DOUBLE,
    design_floor DOUBLE,
    participants VARCHAR NOT NULL,
    PRIMARY KEY (indicator, role, from_wave, to_wave)
);
