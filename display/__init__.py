"""The displays of a site: a wall, a door, the guard's panel. They draw snapshots and decide nothing."""
