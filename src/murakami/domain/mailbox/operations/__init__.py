"""All writing to mailboxes: what the agency sends, and what the resident does. Callers open the transaction."""
