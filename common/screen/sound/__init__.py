"""The chime of a wall and the alarm of the guard's panel: made here, played through one port."""
