"""The site file: what it may say, what is wrong in one, and when whom of it is open."""
