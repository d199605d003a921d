-- Where the words behind each mark and goal stand in the original turns: recalled when a transcript is corrected.
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
--   version: version of the transcript
--   edition: hash of all turns in which the place stands
--   turn: position in the interview
--   start_at: first character in the original turn, from 0
--   end_at: one past the last character
--   moved: stood elsewhere in the version before
--   quote: words as the coder quotes them, sealed
--   words: words that stand there, sealed
--   context: what stands before and after, and how often the words stand in the interview, as JSON, sealed
CREATE TABLE quote_anchors (
    interview_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    edition VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    moved BOOLEAN NOT NULL,
    quote BLOB NOT NULL,
    words BLOB NOT NULL,
    context BLOB NOT NULL,
    PRIMARY KEY (interview_id, kind, what, ordinal)
);
