"""Pure decisions of learning: who lacks what, what to learn next, how a check comes out, who may do what."""
