"""What happened, written once, in the transaction in which it happened, and never changed.

An event holds no personal value: a random subject key, a procedure, a unit, a channel, coarse details. So the book can
be kept for ever while people can be forgotten. Each row stores the kind that preceded it for its subject and the
milliseconds since, so that process graphs need no engine; `operations.append` is the only way in.

Every few minutes the new rows become leaves of a Merkle tree whose root is signed (`sealing`). Whoever keeps a signed
checkpoint elsewhere can show any later deletion, change or reordering with `scripts/verify_events.py`, which shares no
line with this room: docs/evidence.md is what both are written from.
"""
