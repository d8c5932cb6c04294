"""Keys that come to the window: a tactile keypad that moves the focus, and a scanner that types."""
