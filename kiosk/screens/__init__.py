"""The screens of a kiosk, one a file: each shows one state of the flow with the shared controls."""
