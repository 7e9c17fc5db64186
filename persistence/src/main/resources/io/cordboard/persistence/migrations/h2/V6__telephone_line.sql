-- The trunks and numbers of all tenants, and the secrets of trunks (LineTable).
CREATE TABLE IF NOT EXISTS telephone_line (
    tenant VARCHAR(40) NOT NULL,
    kind VARCHAR(10) NOT NULL,
    name VARCHAR(64) NOT NULL,
    -- The number in the journal of the event that last changed it.
    ordering BIGINT NOT NULL,
    -- As JSON; none once it is gone, so that whoever follows hears of it.
    content TEXT,
    PRIMARY KEY (tenant, kind, name)
);

CREATE INDEX IF NOT EXISTS telephone_line_ordering ON telephone_line (ordering);
