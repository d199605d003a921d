-- How many goals came to each outcome, by group and modality; the unit is the goal, and a participant may have several.
-- grain: role, modality, outcome
-- personal: none
-- published: yes
-- inputs: step count_goals
-- columns:
--   role: group of the study
--   modality: modality of the interview in which the goals were set (empty where unknown), or `all` for every goal once
--   outcome: reached, partly, kept, changed, not_reached, abandoned or no_outcome; with its row also where n is 0
--   n: goals that came to this outcome
--   n_set: goals set, those without outcome included; the n of a role and modality come to it
CREATE TABLE goal_counts (
    role VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    n_set INTEGER NOT NULL,
    PRIMARY KEY (role, modality, outcome)
);
