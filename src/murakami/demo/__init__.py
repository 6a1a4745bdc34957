"""The fictitious outside world and town of the demo; refused outside demo mode."""
