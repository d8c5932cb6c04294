"""The check-in device: touch screen, speech, keypad, scanner and ticket printer."""
