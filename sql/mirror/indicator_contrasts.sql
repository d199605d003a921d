-- Indicator pairs across the sides: shares, difference with its interval, exact test with its floor.
-- grain: scope, pair
-- personal: none
-- published: yes
-- inputs: step contrast_indicators
-- columns:
--   scope: wave, or `all`: participants over all waves
--   pair: pair of the codebook
--   relation: same, mirrored, only_a or only_b
--   indicator_a: indicator of side A, or empty
--   indicator_b: indicator of side B, or empty
--   present_a: participants of side A who bear it
--   asked_a: participants of side A asked
--   present_b: participants of side B who bear it
--   asked_b: participants of side B asked
--   difference: share of A minus share of B
--   low: Newcombe interval, 95 %, lower end
--   high: upper end
--   p: Fisher, two-sided
--   design_floor: least p that any table of these numbers asked can give
--   margin_floor: least p given the observed totals
--   q_holm: p after Holm, over the pairs of the scope that were asked of both sides
--   verdict: difference, no_difference_shown, cannot_tell or no_data
CREATE TABLE indicator_contrasts (
    scope VARCHAR NOT NULL,
    pair INTEGER NOT NULL,
    relation VARCHAR NOT NULL,
    indicator_a VARCHAR NOT NULL,
    indicator_b VARCHAR NOT NULL,
    present_a INTEGER NOT NULL,
    asked_a INTEGER NOT NULL,
    present_b INTEGER NOT NULL,
    asked_b INTEGER NOT NULL,
    difference DOUBLE,
    low DOUBLE,
    high DOUBLE,
    p DOUBLE,
    design_floor DOUBLE,
    margin_floor DOUBLE,
    q_holm DOUBLE,
    verdict VARCHAR NOT NULL,
    PRIMARY KEY (scope, pair)
);
