"""Every screen of the kiosk in every language and look: shown, checked, and written as pictures."""
