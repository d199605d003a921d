-- The divisions of the descending classification that made the classes, in order; small parts peeled off on the way are not divisions.
-- grain: split
-- personal: none
-- published: yes
-- inputs: step classify_segments
-- columns:
--   split: order of the division, from 1
--   parent: node divided; 1 is the whole
--   left_node: node of the first part
--   right_node: node of the second part
--   n_left: segments of the first part
--   n_right: segments of the second part
--   chi2: chi-squared of the division (parts by forms)
CREATE TABLE class_splits (
    split INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    left_node INTEGER NOT NULL,
    right_node INTEGER NOT NULL,
    n_left INTEGER NOT NULL,
    n_right INTEGER NOT NULL,
    chi2 DOUBLE NOT NULL,
    PRIMARY KEY (split)
);
