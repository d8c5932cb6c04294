"""The window of a process and what belongs to its thread."""
