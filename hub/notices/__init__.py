"""Notices: who has come and was not called yet, which queue is crowded, and who is told of it."""
