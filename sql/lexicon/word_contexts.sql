-- Where a reading of a word stands in the interviewees' speech, its first twenty places, with the words around it.
-- grain: form, lemma, pos, rank
-- personal: pseudonymous
-- published: no
-- inputs: lexical_units, said_expressions, masked_turns, analysed_interviews, citation_labels
-- columns:
--   form: as it stands, in lower case; of a fixed expression its words as they are written
--   lemma: dictionary form
--   pos: universal part of speech
--   rank: from 1; each interview gives its first place before any gives its second
--   interview_id: participant and wave
--   turn: position in the interview
--   label: who speaks: pseudonym and side
--   before: masked words before, 120 characters at most
--   word: the word as it stands
--   after: masked words behind, 120 characters at most
CREATE VIEW word_contexts AS
WITH units AS (
    SELECT
        lexical_units.interview_id,
        lexical_units.turn,
        lexical_units.token,
        lexical_units.start_at,
        lexical_units.end_at,
        coalesce(said_expressions.form, lexical_units.form) AS form,
        lexical_units.lemma,
        lexical_units.pos
    FROM lexical_units
    LEFT JOIN said_expressions
        ON
            lexical_units.interview_id = said_expressions.interview_id
            AND lexical_units.turn = said_expressions.turn
            AND lexical_units.token = said_expressions.token
    WHERE lexical_units.segment > 0
),

numbered AS (
    SELECT
        units.form,
        units.lemma,
        units.pos,
        units.interview_id,
        units.turn,
        units.start_at,
        units.end_at,
        row_number() OVER (
            PARTITION BY units.form, units.lemma, units.pos, units.interview_id
            ORDER BY units.turn, units.token
        ) AS place
    FROM units
),

ranked AS (
    SELECT
        numbered.*,
        row_number() OVER (
            PARTITION BY numbered.form, numbered.lemma, numbered.pos ORDER BY numbered.place, numbered.interview_id
        )::INTEGER AS rank
    FROM numbered
    QUALIFY
        row_number() OVER (
            PARTITION BY numbered.form, numbered.lemma, numbered.pos ORDER BY numbered.place, numbered.interview_id
        ) <= 20
)

SELECT
    ranked.form,
    ranked.lemma,
    ranked.pos,
    ranked.rank,
    ranked.interview_id,
    ranked.turn,
    citation_labels.label,
    substring(masked_turns.text, greatest(ranked.start_at - 119, 1), least(ranked.start_at, 120)) AS before,
    substring(masked_turns.text, ranked.start_at + 1, ranked.end_at - ranked.start_at) AS word,
    substring(masked_turns.text, ranked.end_at + 1, 120) AS after
FROM ranked
INNER JOIN masked_turns ON ranked.interview_id = masked_turns.interview_id AND ranked.turn = masked_turns.turn
INNER JOIN analysed_interviews ON ranked.interview_id = analysed_interviews.interview_id
INNER JOIN citation_labels ON analysed_interviews.participant_id = citation_labels.participant_id;
