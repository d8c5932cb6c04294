"""Measures what a visit costs, each figure beside that of a bare thing from the same run."""
