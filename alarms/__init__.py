"""The keeper of alarms: what was pressed, who has seen it, and a record that cannot be changed unseen."""
