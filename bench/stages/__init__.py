"""The stages of a bench: each starts real parts, takes its samples in turn with bare ones, and ends them."""
