"""The tables of a kiosk's database, and how an earlier one becomes today's."""

from common.runtime import outbox
from kiosk.ticket import own_numbers

MIGRATIONS = (
    outbox.SCHEMA
    + """;
CREATE TABLE days (
    id TEXT PRIMARY KEY,
    date TEXT NOT NULL,
    place INTEGER NOT NULL,
    highest INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE leases (
    id TEXT NOT NULL,
    epoch TEXT NOT NULL,
    day TEXT NOT NULL REFERENCES days (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('lease', 'reserve')),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    next INTEGER NOT NULL,
    given_up INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (day, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE tickets (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL REFERENCES days (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    service TEXT NOT NULL,
    language TEXT NOT NULL,
    taken BLOB NOT NULL,
    ahead INTEGER,
    minutes_from INTEGER,
    minutes_to INTEGER,
    paper TEXT NOT NULL CHECK (paper IN ('due', 'sent', 'printed', 'failed'))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_ticket_a_number ON tickets (day, number);
CREATE INDEX tickets_without_paper ON tickets (paper) WHERE paper IN ('due', 'sent')
""",
    own_numbers.SCHEMA,
    """
CREATE TABLE highest (
    day TEXT NOT NULL REFERENCES days (id) ON DELETE CASCADE,
    pool INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (day, pool)
) STRICT, WITHOUT ROWID;
INSERT INTO highest (day, pool, number) SELECT id, 0, highest FROM days WHERE highest > 0;
ALTER TABLE days DROP COLUMN highest;
ALTER TABLE days ADD COLUMN faces BLOB;
ALTER TABLE tickets ADD COLUMN shown TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
DROP INDEX one_ticket_a_number;
CREATE UNIQUE INDEX one_ticket_a_number ON tickets (day, number) WHERE own = 0;
CREATE INDEX tickets_of_own ON tickets (number) WHERE own = 1
""",
    "ALTER TABLE tickets ADD COLUMN appointment_ms INTEGER NOT NULL DEFAULT 0",
)
"""One step a version of the database, in order; a step that was released is never changed."""
