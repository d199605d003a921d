-- Words that coders quoted behind their marks, before masking.
-- grain: interview_id, indicator, coder, ordinal
-- personal: identifying
-- published: no
-- inputs: step read_grids
-- columns:
--   interview_id: participant and wave
--   indicator: full key of the indicator
--   coder: who marked
--   ordinal: quote of the cell, from 1
--   participant_id: whose data key seals the row
--   quote: words quoted, sealed
CREATE TABLE original_quotes (
    interview_id VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    quote BLOB NOT NULL,
    PRIMARY KEY (interview_id, indicator, coder, ordinal)
);
