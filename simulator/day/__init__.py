"""Whole days in virtual time, played against the real queue: who comes, who serves, and what goes wrong."""
