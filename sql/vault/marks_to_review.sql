-- Quotes of marks and goals that stood in the transcript and are not found in the corrected one: a person looks.
-- grain: interview_id, kind, what, ordinal
-- personal: identifying
-- published: no
-- inputs: step anchor_quotes
-- columns:
--   interview_id: participant and wave
--   kind: mark or goal
--   what: indicator and coder, or goal
--   ordinal: quote of the cell, from 1
--   participant_id: whose data key seals the row
--   version: version of the transcript in which the words stood last
--   turn: position in that version
--   reason: gone, changed or ambiguous
--   quote: words as the coder quotes them, sealed
--   words: words that stood there, sealed
--   context: what stood before and after, and how often the words stood in the interview, as JSON, sealed
CREATE TABLE marks_to_review (
    interview_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    quote BLOB NOT NULL,
    words BLOB NOT NULL,
    context BLOB NOT NULL,
    PRIMARY KEY (interview_id, kind, what, ordinal)
);
