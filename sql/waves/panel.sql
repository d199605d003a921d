-- Who was there in which wave.
-- grain: participant_id, wave
-- personal: pseudonymous
-- published: yes
-- inputs: step follow_panel
-- columns:
--   participant_id: code
--   role: group of the study
--   wave: wave
--   state: present, left (was there before), absent (comes later), or missing (between two presences)
--   interview_id: interview, or empty
CREATE TABLE panel (
    participant_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    interview_id VARCHAR NOT NULL,
    PRIMARY KEY (participant_id, wave)
);
