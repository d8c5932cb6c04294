"""The scanner of appointment codes: on a serial line, as a keyboard, or absent."""
