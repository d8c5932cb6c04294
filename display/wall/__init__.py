"""The wall of a waiting area: the newest call large, who is in service and where, and what is next."""
