"""Buttons, sensors, lamps and relays: edges become facts, and facts become messages."""
