"""Panic buttons: from the level of a pin to a press that is latched, or a cable that is cut or short."""
