"""Acting for somebody: mandates, conversations and mailboxes together."""
