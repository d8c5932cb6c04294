"""Presence sensors on either side of a desk: from what they say to occupied or free."""
