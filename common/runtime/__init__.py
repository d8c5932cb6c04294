"""What every process of a site needs to run: its life, its clock, its line to the broker, its outbox."""
