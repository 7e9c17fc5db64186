-- Entities that have begun something and not ended it (LiveIndex).
CREATE TABLE live_entity (
    persistence_id VARCHAR(255) PRIMARY KEY
);
