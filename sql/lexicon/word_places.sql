-- Where each word of the people interviewed stands: what a concordance is made from.
-- grain: interview_id, turn, start_at
-- personal: pseudonymous
-- published: yes
-- inputs: tokens, analysed_interviews
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   start_at: first character in the masked turn
--   end_at: one past the last character
--   form: as it stands, in lower case
--   lemma: dictionary form
--   pos: universal part of speech
--   side: A or B
CREATE VIEW word_places AS
SELECT
    tokens.interview_id,
    tokens.turn,
    tokens.start_at,
    tokens.end_at,
    tokens.form,
    tokens.lemma,
    tokens.pos,
    analysed_interviews.side
FROM tokens
INNER JOIN analysed_interviews ON tokens.interview_id = analysed_interviews.interview_id
WHERE
    tokens.segment > 0
    AND tokens.kind IN ('word', 'hesitation', 'false_start', 'event')
    AND tokens.status <> 'ignored';
