"""The display beside a door: one number and one word."""
