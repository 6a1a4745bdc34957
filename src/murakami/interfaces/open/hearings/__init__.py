"""Public comment: what is heard, until when, what changed, and what became of every comment."""
