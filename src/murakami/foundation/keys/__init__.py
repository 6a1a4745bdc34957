"""The private keys of this installation: one PEM file each below `DATA_DIR/keys`, made at first use.

Only the owner may read them; a file that others can read is refused, because nobody knows who has read it already.
Two processes that make the same key at once end with one. Whoever needs a key names it; nothing else reads the files.
"""
