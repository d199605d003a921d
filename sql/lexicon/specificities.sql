-- Lafon's specificity of each form for each side, interviewees' speech.
-- grain: role, lemma, pos
-- personal: none
-- published: yes
-- inputs: step score_specificities
-- columns:
--   role: group of the study
--   side: A or B
--   lemma: dictionary form
--   pos: universal part of speech
--   n_in_role: occurrences on this side (f)
--   n_total: occurrences on both sides (F)
--   words_in_role: words of this side (t), tool words too, a fixed expression being one
--   words_total: words of both sides (T), counted alike
--   expected: F t / T
--   score: signed power of ten of the hypergeometric tail; a description, words are not independent
--   n_interviews: interviews of this side that use the form
CREATE TABLE specificities (
    role VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    lemma VARCHAR NOT NULL,
    pos VARCHAR NOT NULL,
    n_in_role INTEGER NOT NULL,
    n_total INTEGER NOT NULL,
    words_in_role INTEGER NOT NULL,
    words_total INTEGER NOT NULL,
    expected DOUBLE NOT NULL,
    score DOUBLE NOT NULL,
    n_interviews INTEGER NOT NULL,
    PRIMARY KEY (role, lemma, pos)
);
