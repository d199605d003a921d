-- The place in the masked text of the words behind what is told of a goal.
-- grain: interview_id, goal
-- personal: pseudonymous
-- published: yes
-- inputs: step anchor_quotes
-- columns:
--   interview_id: participant and wave
--   goal: name of the goal
--   turn: position in the interview; 0 where the words were not found
--   start_at: first character in the masked turn
--   end_at: one past the last character
CREATE TABLE goal_evidence (
    interview_id VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    PRIMARY KEY (interview_id, goal)
);
