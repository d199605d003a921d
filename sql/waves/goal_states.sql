-- What is told of each goal of a participant, wave by wave.
-- grain: participant_id, goal, wave
-- personal: pseudonymous
-- published: yes
-- inputs: step read_goals
-- columns:
--   participant_id: code
--   goal: name of the goal, the participant's own
--   wave: wave in which it is told
--   wave_number: place of the wave in the order of time, from 1
--   label: what the goal is, in the coder's words, or empty
--   state: set, kept, reached, partly, not_reached, changed, abandoned or not_asked
--   interview_id: interview in which it is told; empty where not asked for there was none
--   coder: who coded, or empty
CREATE TABLE goal_states (
    participant_id VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    wave_number INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    interview_id VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    PRIMARY KEY (participant_id, goal, wave)
);
