"""The language between the processes of a site: every topic and every message, typed once."""
