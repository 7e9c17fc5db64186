-- Which cluster may write to this journal: one row, renewed by one node of that cluster (ClusterOwnership).
CREATE TABLE IF NOT EXISTS cluster_owner (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Unique address of the node, or empty if it has given the journal back.
    holder VARCHAR(255) NOT NULL,
    -- The process of the holder: on H2, whose file one process has open, another process's claim is over.
    process VARCHAR(36) NOT NULL,
    -- Grows with each renewal and claim: who sees it grow knows that the holder lives.
    renewals BIGINT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- How far into the journal each projection has got; written in the same transaction as what it projected.
CREATE TABLE IF NOT EXISTS projection_offset (
    name VARCHAR(100) PRIMARY KEY,
    ordering BIGINT NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- One row per interaction, for lists (InteractionList).
CREATE TABLE IF NOT EXISTS interaction_view (
    -- tenant/name, as everywhere.
    interaction VARCHAR(110) PRIMARY KEY,
    tenant VARCHAR(40) NOT NULL,
    -- The number of the interaction's first event: grows with time, is unique and never changes, so a page's cursor is exact.
    opened_ordering BIGINT NOT NULL,
    medium VARCHAR(64) NOT NULL,
    phase VARCHAR(20) NOT NULL,
    queue VARCHAR(110) NOT NULL,
    agent VARCHAR(110),
    customer VARCHAR(128),
    subject VARCHAR(200),
    priority INTEGER NOT NULL,
    open_offers INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    opened TIMESTAMP WITH TIME ZONE NOT NULL,
    updated TIMESTAMP WITH TIME ZONE NOT NULL,
    closed TIMESTAMP WITH TIME ZONE,
    close_reason VARCHAR(20),
    disposition VARCHAR(1000)
);

-- Newest first, by whatever one list is narrowed by. Two at once are read along the first and sieved by the second.
CREATE INDEX IF NOT EXISTS interaction_view_tenant ON interaction_view (tenant, opened_ordering);
CREATE INDEX IF NOT EXISTS interaction_view_phase ON interaction_view (tenant, phase, opened_ordering);
CREATE INDEX IF NOT EXISTS interaction_view_queue ON interaction_view (queue, opened_ordering);
CREATE INDEX IF NOT EXISTS interaction_view_agent ON interaction_view (agent, opened_ordering);
CREATE INDEX IF NOT EXISTS interaction_view_customer ON interaction_view (tenant, customer, opened_ordering);
