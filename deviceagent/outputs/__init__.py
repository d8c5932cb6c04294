"""Lamps and relays: the staff's lamp at the desk and the second way of an alarm."""
