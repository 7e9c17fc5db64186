-- Replays that were asked for over the API, and what came of them (ReplayJobs).
CREATE TABLE IF NOT EXISTS replay_job (
    id VARCHAR(36) PRIMARY KEY,
    tenant VARCHAR(40) NOT NULL,
    asked_by VARCHAR(200) NOT NULL,
    asked TIMESTAMP WITH TIME ZONE NOT NULL,
    -- What is to be replayed, as JSON, complete: any node can do it.
    request TEXT NOT NULL,
    state VARCHAR(10) NOT NULL,
    -- The run of a node that does it: who does not know it has lost it.
    run VARCHAR(36),
    seen TIMESTAMP WITH TIME ZONE,
    started TIMESTAMP WITH TIME ZONE,
    ended TIMESTAMP WITH TIME ZONE,
    phase VARCHAR(300),
    share DOUBLE PRECISION NOT NULL,
    reason VARCHAR(2000),
    report_json TEXT,
    report_csv TEXT
);

CREATE INDEX IF NOT EXISTS replay_job_tenant ON replay_job (tenant, asked);
CREATE INDEX IF NOT EXISTS replay_job_state ON replay_job (state, asked);
