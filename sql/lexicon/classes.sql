-- Classes: size, spread over interviews, share of the largest speaker.
-- grain: class
-- personal: none
-- published: yes
-- inputs: step classify_segments
-- columns:
--   class: class, from 1
--   node: node of the tree
--   n_segments: segments
--   share: of the classified segments
--   n_interviews: interviews present
--   largest_interview_share: share of the class held by the interview that holds most of it
--   words: the most characteristic forms, for a first reading
CREATE TABLE classes (
    class INTEGER NOT NULL,
    node INTEGER NOT NULL,
    n_segments INTEGER NOT NULL,
    share DOUBLE NOT NULL,
    n_interviews INTEGER NOT NULL,
    largest_interview_share DOUBLE NOT NULL,
    words VARCHAR NOT NULL,
    PRIMARY KEY (class)
);
