-- Where each word of the people interviewed stands, and each fixed expression: what a concordance is made from.
-- grain: interview_id, turn, start_at
-- personal: pseudonymous
-- published: yes
-- inputs: tokens, analysed_interviews
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   start_at: first character in the masked turn
--   end_at: one past the last character of the word
--   form: as it stands, in lower case
--   lemma: dictionary form; on the first word of a fixed expression that of the whole, on its other words empty
--   pos: universal part of speech, or empty with the lemma
--   lemma_end_at: one past the last character of what the lemma stands for: the word, or the whole expression
--   side: A or B
CREATE VIEW word_places AS
SELECT
    tokens.interview_id,
    tokens.turn,
    tokens.start_at,
    tokens.end_at,
    tokens.form,
    CASE tokens.expression_word WHEN 0 THEN tokens.lemma WHEN 1 THEN tokens.expression ELSE '' END AS lemma,
    CASE WHEN tokens.expression_word <= 1 THEN tokens.pos ELSE '' END AS pos,
    CASE tokens.expression_word WHEN 1 THEN tokens.expression_end_at ELSE tokens.end_at END AS lemma_end_at,
    analysed_interviews.side
FROM tokens
INNER JOIN analysed_interviews ON tokens.interview_id = analysed_interviews.interview_id
WHERE
    tokens.segment > 0
    AND tokens.kind IN ('word', 'hesitation', 'false_start', 'event')
    AND tokens.status <> 'ignored';
