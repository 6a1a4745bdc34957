"""All reading of this room, each with a fixed number of SQL statements."""
