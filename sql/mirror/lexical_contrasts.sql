-- Forms across the sides with the participant as unit: permutation of participants between sides.
-- grain: scope, lemma, pos
-- personal: none
-- published: yes
-- inputs: step contrast_lexicon
-- columns:
--   scope: wave, or `all`
--   lemma: dictionary form
--   pos: universal part of speech
--   rate_a: occurrences per 1,000 words (a fixed expression being one), mean over participants of side A
--   rate_b: the same for side B
--   difference: rate_a minus rate_b
--   participants_a: participants of side A who use it
--   participants_b: participants of side B who use it
--   n_a: participants of side A
--   n_b: participants of side B
--   p: share of labelings with a difference at least as large
--   p_floor: least p that the rates of this form could give, however they fell to the sides
--   q: p after Benjamini and Hochberg, over the forms of the scope
--   method: exact or sampled
--   n_labelings: labelings tried
CREATE TABLE lexical_contrasts (
    scope VARCHAR NOT NULL,
    lemma VARCHAR NOT NULL,
    pos VARCHAR NOT NULL,
    rate_a DOUBLE NOT NULL,
    rate_b DOUBLE NOT NULL,
    difference DOUBLE NOT NULL,
    participants_a INTEGER NOT NULL,
    participants_b INTEGER NOT NULL,
    n_a INTEGER NOT NULL,
    n_b INTEGER NOT NULL,
    p DOUBLE NOT NULL,
    p_floor DOUBLE NOT NULL,
    q DOUBLE NOT NULL,
    method VARCHAR NOT NULL,
    n_labelings INTEGER NOT NULL,
    PRIMARY KEY (scope, lemma, pos)
);
