"""How long a customer who came now would wait: learned from the log, looked ahead, and kept honest. Pure."""
