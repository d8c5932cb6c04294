"""What kiosk and displays share: colours, sizes, own controls, languages, sound, the window's thread."""
