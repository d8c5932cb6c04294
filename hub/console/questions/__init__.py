"""What pages ask the office: each question looks at the queue and the floor in the office's thread."""
