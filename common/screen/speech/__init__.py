"""Speech behind one port: what is to be said, engines that make it sound, and devices that play it."""
