"""All writing of the programme: permit, lock, decide, write, event, in one transaction."""
