"""The public page of the seal on the events: the newest checkpoint, to be printed and kept elsewhere."""
