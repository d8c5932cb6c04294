"""What a customer can choose at this moment: decided from the catalogue, the waits and the clock. Pure."""
