-- Later work with its tries, and what comparing our books with other people's finds.

CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    payload TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL DEFAULT 0,
    -- Counts the leases: only the last holder may say how it went.
    fence BIGINT NOT NULL DEFAULT 0,
    -- Why the last try failed.
    problem TEXT,
    created_at BIGINT NOT NULL,
    done_at BIGINT,
    -- When it was given up; a person may have it tried again.
    dead_at BIGINT
);
CREATE INDEX job_due ON job (next_at) WHERE done_at IS NULL AND dead_at IS NULL;
CREATE INDEX job_dead ON job (dead_at) WHERE dead_at IS NOT NULL;
CREATE INDEX job_done ON job (done_at) WHERE done_at IS NOT NULL;

-- Mails that waited before there were jobs.
INSERT INTO job (id, kind, key, payload, attempts, next_at, created_at, dead_at)
SELECT id, 'mail', 'mail:' || key, id, attempts, COALESCE(next_at, created_at), created_at,
       CASE WHEN next_at IS NULL THEN created_at END
FROM message WHERE sent_at IS NULL;

CREATE TABLE reconciliation (
    id TEXT NOT NULL PRIMARY KEY,
    started_at BIGINT NOT NULL,
    -- NULL while it runs, and when its process died.
    ended_at BIGINT,
    payments BIGINT NOT NULL DEFAULT 0,
    orders BIGINT NOT NULL DEFAULT 0,
    parts BIGINT NOT NULL DEFAULT 0,
    -- Who did not answer, as a list.
    unanswered TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX reconciliation_by_age ON reconciliation (started_at);

-- One row per discrepancy, however often it is met.
CREATE TABLE finding (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    -- The order it is about; not necessarily one that our books have.
    order_number TEXT,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('repaired', 'raised', 'settled')),
    times BIGINT NOT NULL,
    alert_id TEXT REFERENCES alert (id),
    -- The run that met it last.
    reconciliation_id TEXT NOT NULL REFERENCES reconciliation (id),
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);
CREATE INDEX finding_of_reconciliation ON finding (reconciliation_id);
CREATE INDEX finding_by_age ON finding (last_seen_at);
CREATE INDEX finding_of_alert ON finding (alert_id);
