"""The bare things that figures are put beside: each does as little as can be done."""
