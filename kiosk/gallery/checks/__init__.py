"""Rules for a picture, one topic a file. Each is a pure function of a view."""
