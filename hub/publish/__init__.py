"""What the hub tells its devices: the catalogue, their configuration, and snapshots of the queue."""
