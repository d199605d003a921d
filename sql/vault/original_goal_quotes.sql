-- Words that coders quoted behind what is told of a goal, before masking.
-- grain: interview_id, goal
-- personal: identifying
-- published: no
-- inputs: step read_goals
-- columns:
--   interview_id: participant and wave
--   goal: name of the goal
--   participant_id: whose data key seals the row
--   quote: words quoted, sealed
CREATE TABLE original_goal_quotes (
    interview_id VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,
    participant_id VARCHAR NOT NULL,
    quote BLOB NOT NULL,
    PRIMARY KEY (interview_id, goal)
);
