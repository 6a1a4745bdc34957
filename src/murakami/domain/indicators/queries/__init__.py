"""All reading of this room."""
