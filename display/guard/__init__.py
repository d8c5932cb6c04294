"""The guard's panel: every press at once, from whichever way it comes first, until it is closed."""
