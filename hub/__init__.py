"""The hub: one a site; it owns the queue, the site file, the figures and the staff console."""
