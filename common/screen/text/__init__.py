"""A line of text before it is drawn: its scripts, the fonts that have its letters, and their order."""
