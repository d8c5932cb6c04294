"""The ticket printer behind one port: transports, status and confirmation."""
