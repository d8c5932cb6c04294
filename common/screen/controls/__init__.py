"""Our own controls, one a file: each carries its label, its speech, its focus and its size in millimetres."""
