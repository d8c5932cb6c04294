"""What the parts of a site share: messages, the run of a process, and the look of a screen."""
