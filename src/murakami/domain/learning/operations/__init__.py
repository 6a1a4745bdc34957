"""All writing of learning: permit, lock, decide, write, event, in one transaction."""
