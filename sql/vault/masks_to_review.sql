-- Masks of an earlier version whose words a corrected transcript no longer holds as they were: a person looks.
-- grain: interview_id, what, ordinal
-- personal: identifying
-- published: no
-- inputs: step find_identities
-- columns:
--   interview_id: participant and wave
--   what: kind of identity: person, place, phone ...
--   ordinal: which of them, from 1
--   participant_id: whose data key seals the row
--   version: version of the transcript in which the words stood last
--   turn: position in that version
--   identity: identity meant
--   reason: gone, changed or ambiguous
--   words: words that were masked, sealed
--   context: what stood before and after, and how often the words stood in the interview, as JSON, sealed
CREATE TABLE masks_to_review (
    interview_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    participant_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    identity VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    words BLOB NOT NULL,
    context BLOB NOT NULL,
    PRIMARY KEY (interview_id, what, ordinal)
);
