-- What the files of an interview hold beside the talk: headers, notes, comments. Counted here; their words stay in the original.
-- grain: interview_id, kind
-- personal: pseudonymous
-- published: no
-- inputs: step read_interviews
-- columns:
--   interview_id: participant and wave
--   kind: header, footer, page_number, line_number, note, text_box, comment, annotation or heading
--   n: how many
--   n_words: their words
CREATE TABLE interview_asides (
    interview_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    n_words INTEGER NOT NULL,
    PRIMARY KEY (interview_id, kind)
);
