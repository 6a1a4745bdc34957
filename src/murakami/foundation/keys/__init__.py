"""The private keys of this installation: PEM files below `DATA_DIR/keys`, made at first use.

Only the owner may read them; a file that others can read is refused, because nobody knows who has read it already.
`store` holds signing keys by name; `zones` the generations of a zone's own keys, `cards` their public half as a text, `trust`
the other zone's cards that are believed. Processes that make the same key at once end with one; nothing else reads the files.
"""
