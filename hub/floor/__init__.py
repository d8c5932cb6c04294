"""What the hub hears from the floor for staff: devices, rooms in use, alarms, calls for an adviser."""
