-- Keys that all nodes share and nobody has configured (SharedSecrets).
CREATE TABLE shared_secret (
    name VARCHAR(100) PRIMARY KEY,
    secret VARBINARY(4096) NOT NULL
);
