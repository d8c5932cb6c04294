"""Windows of the simulator itself, for whoever plays with the demo; the product has none of them."""
