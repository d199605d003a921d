-- Where each identity is mentioned.
-- grain: interview_id, turn, start_at
-- personal: identifying
-- published: no
-- inputs: step find_identities
-- columns:
--   interview_id: participant and wave
--   turn: position in the interview
--   start_at: first character in the original turn, from 0
--   end_at: one past the last character
--   participant_id: whose data key seals the interview
--   kind: person, place, phone ...
--   identity: identity meant
--   source: what found it; `earlier version` for a mask that an earlier version of the transcript bore
--   version: version of the transcript
--   edition: hash of all turns in which the place stands
--   replacement: pseudonym or tag, sealed
--   quote: words masked, sealed
--   context: what stands before and after, and how often the words stand in the interview, as JSON, sealed
CREATE TABLE identity_mentions (
    interview_id VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    edition VARCHAR NOT NULL,
    replacement BLOB NOT NULL,
    quote BLOB NOT NULL,
    context BLOB NOT NULL,
    PRIMARY KEY (interview_id, turn, start_at)
);
