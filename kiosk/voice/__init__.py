"""The kiosk's own voice: what is said of a screen, and to whom."""
