"""What stands behind the service page: its code, and the kiosk closed or open for customers."""
