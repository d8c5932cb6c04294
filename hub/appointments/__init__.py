"""Who is expected by appointment: read from files and feeds, kept without names, told to kiosks as hashes."""
