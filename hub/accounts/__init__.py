"""Who of the staff may sign in: accounts, one-time links, sessions. Nothing about customers."""
