"""All writing of this room: one verb, one transaction, one event."""
