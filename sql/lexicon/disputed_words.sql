-- Forms of the interviewees' speech whose lemma the voters disagree on: who said what, and what won.
-- grain: form, lemma, pos, category, votes
-- personal: none
-- published: no
-- inputs: doubtful_words
-- columns:
--   form: as it stands, in lower case
--   lemma: dictionary form, the one that won
--   pos: universal part of speech
--   category: category of words
--   votes: who said which lemma: voter: lemma | voter: lemma
--   n_occurrences: occurrences
--   n_interviews: interviews that hold it
CREATE VIEW disputed_words AS
SELECT
    doubtful_words.form,
    doubtful_words.lemma,
    doubtful_words.pos,
    doubtful_words.category,
    doubtful_words.votes,
    count(*)::INTEGER AS n_occurrences,
    count(DISTINCT doubtful_words.interview_id)::INTEGER AS n_interviews
FROM doubtful_words
WHERE doubtful_words.votes <> ''
GROUP BY doubtful_words.form, doubtful_words.lemma, doubtful_words.pos, doubtful_words.category, doubtful_words.votes;
