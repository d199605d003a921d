-- Forms that the classification counts: lemma and part of speech, frequent enough.
-- grain: lemma, pos
-- personal: none
-- published: yes
-- inputs: step classify_segments
-- columns:
--   form_id: column of the segment by form matrix, from 0
--   lemma: dictionary form
--   pos: universal part of speech
--   n_occurrences: occurrences in interviewees' speech
--   n_segments: segments that hold it
--   n_interviews: interviews that hold it
CREATE TABLE active_forms (
    form_id INTEGER NOT NULL,
    lemma VARCHAR NOT NULL,
    pos VARCHAR NOT NULL,
    n_occurrences INTEGER NOT NULL,
    n_segments INTEGER NOT NULL,
    n_interviews INTEGER NOT NULL,
    PRIMARY KEY (lemma, pos)
);
