"""Where the log of the queue is kept: a port, SQLite behind it, and memory for tests."""
