"""What travels between the zones and what waits, for administrators: how it stands, what failed, what is decided about it."""
