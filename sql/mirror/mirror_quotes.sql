-- Quotes of both sides by theme.
-- grain: theme, side, rank
-- personal: pseudonymous
-- published: yes
-- inputs: step choose_quotes
-- columns:
--   theme: theme of the study
--   side: A or B
--   rank: from 1
--   interview_id: participant and wave
--   segment: position in the interview
--   score: words of the theme, and typicality of the side, in the segment
--   why: question of the guide, or words of the theme
CREATE TABLE mirror_quotes (
    theme VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    interview_id VARCHAR NOT NULL,
    segment INTEGER NOT NULL,
    score DOUBLE NOT NULL,
    why VARCHAR NOT NULL,
    PRIMARY KEY (theme, side, rank)
);
