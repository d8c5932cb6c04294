"""The command line of Vuoro."""
