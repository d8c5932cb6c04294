"""A whole visit with real parts and simulated people: to be watched, or played and proved by itself."""
