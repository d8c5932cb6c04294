"""The tables of the store: each migration takes the schema one version on, and none is ever changed."""

MARKED = "type IN ('day-opened', 'checked-in-late')"
"""The few events by which days are found; a question in these very words uses their index."""

MIGRATIONS = (
    (
        """
        CREATE TABLE log (
            position INTEGER PRIMARY KEY,
            day TEXT NOT NULL,
            at INTEGER NOT NULL,
            type TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT
        """,
        "CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        "INSERT INTO counter VALUES ('log', 0)",
        """
        CREATE TABLE snapshot (
            position INTEGER PRIMARY KEY,
            format INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT
        """,
        "CREATE TABLE kept (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            source TEXT NOT NULL,
            reason TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT
        """,
    ),
    ("CREATE INDEX log_marks ON log (type, day) WHERE type IN ('day-opened', 'checked-in-late')",),
)
"""Statements by version; the n-th tuple leads from schema n-1 to n.

Of the log, ``body`` alone is the event; ``day``, ``at`` and ``type`` are there for figures to ask by.
"""
