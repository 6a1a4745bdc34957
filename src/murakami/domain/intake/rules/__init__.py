"""Pure decisions of a conversation: whose it is, who takes part, what is known, what changed, what was saved."""
