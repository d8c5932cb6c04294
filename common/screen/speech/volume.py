"""How loud: steps that a person hears one by one, without seeing them. Pure."""

STEPS_DB = (-18.0, -6.0, 0.0)
"""What everybody finds, 12 dB above it, and 18 dB above it (EN 301 549 8.2.1); 0 dB is all there is."""


def gain(step: int, quieter_db: float = 0.0) -> float:
    """The factor for samples at a step, 0 to 2, or the nearest of them; `quieter_db` comes off all."""
    held = max(0, min(len(STEPS_DB) - 1, step))
    return 10.0 ** ((STEPS_DB[held] - quieter_db) / 20.0)
