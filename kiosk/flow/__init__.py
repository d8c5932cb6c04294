"""The way of a customer through the kiosk: state × event → state. Pure."""
