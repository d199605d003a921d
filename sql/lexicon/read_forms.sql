-- Forms of the interviewees' speech as they were read before the study's dictionary, with what was made of them: what its entries may touch, and what they did.
-- grain: form, pos, kind, lemma, category, status
-- personal: none
-- published: no
-- inputs: readings, tokens
-- columns:
--   form: in lower case, apostrophes and hyphens made plain
--   pos: universal part of speech as read
--   kind: word, number, hesitation, false_start, event or punctuation as read; placeholder where masking put it there too
--   lemma: dictionary form of the token
--   category: category of the token; in a fixed expression that of the whole
--   status: status of the token: active, supplementary or ignored
--   n_occurrences: occurrences
--   n_interviews: interviews that hold it
CREATE VIEW read_forms AS
SELECT
    readings.form,
    readings.pos,
    CASE WHEN tokens.kind = 'placeholder' THEN tokens.kind ELSE readings.kind END AS kind,
    tokens.lemma,
    tokens.category,
    tokens.status,
    count(*)::INTEGER AS n_occurrences,
    count(DISTINCT readings.interview_id)::INTEGER AS n_interviews
FROM readings
INNER JOIN tokens
    ON
        readings.interview_id = tokens.interview_id
        AND readings.turn = tokens.turn
        AND readings.word = tokens.token
WHERE tokens.segment > 0
GROUP BY
    readings.form, readings.pos, CASE WHEN tokens.kind = 'placeholder' THEN tokens.kind ELSE readings.kind END,
    tokens.lemma, tokens.category, tokens.status;
