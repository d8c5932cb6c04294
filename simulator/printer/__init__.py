"""A receipt printer as hardware: it is met over TCP or a pty, prints at a real speed, and has accidents."""
