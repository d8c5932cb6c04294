"""What the log tells of a site's days: customers, waits, service times; nothing about a person."""
