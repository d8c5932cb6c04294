"""The kiosk’s own screens in a window without a screen, and what is seen there."""
