"""The ticket on its way from tap to paper."""
