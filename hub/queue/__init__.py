"""The queue: commands are decided into events, events are folded into the state; nothing here does I/O."""
