"""A site without hardware, met over the wires the real hardware uses."""
