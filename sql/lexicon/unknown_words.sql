-- Forms of the interviewees' speech that no dictionary knows, with the reading given to them.
-- grain: form, lemma, pos, category
-- personal: none
-- published: no
-- inputs: doubtful_words
-- columns:
--   form: as it stands, in lower case
--   lemma: dictionary form
--   pos: universal part of speech
--   category: category of words
--   n_occurrences: occurrences
--   n_interviews: interviews that hold it
CREATE VIEW unknown_words AS
SELECT
    doubtful_words.form,
    doubtful_words.lemma,
    doubtful_words.pos,
    doubtful_words.category,
    count(*)::INTEGER AS n_occurrences,
    count(DISTINCT doubtful_words.interview_id)::INTEGER AS n_interviews
FROM doubtful_words
WHERE NOT doubtful_words.known
GROUP BY doubtful_words.form, doubtful_words.lemma, doubtful_words.pos, doubtful_words.category;
