-- Every word of every turn as the language model reads it, before the study's own dictionary.
-- grain: interview_id, turn, word
-- personal: pseudonymous
-- published: no
-- inputs: step read_words
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   word: position in the turn, from 1
--   start_at: first character in the masked turn
--   end_at: one past the last character
--   form: as it stands, in lower case, apostrophes and hyphens made plain
--   lemma: dictionary form
--   pos: universal part of speech
--   kind: word, number, hesitation, false_start, event, placeholder or punctuation
--   source: what gave the lemma
--   known: whether a dictionary knows the form; true of what is no word
CREATE TABLE readings (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    word INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    lemma VARCHAR NOT NULL,
    pos VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    known BOOLEAN NOT NULL,
    PRIMARY KEY (interview_id, turn, word)
);
