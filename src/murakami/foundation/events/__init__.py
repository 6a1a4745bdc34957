"""What happened, written once, in the transaction in which it happened, and never changed.

An event holds no personal value: a random subject key, a procedure, a unit, a channel, coarse details. So the book can
be kept for ever while people can be forgotten. Each row stores the kind that preceded it for its subject and the
milliseconds since, so that process graphs need no engine; `operations.append` is the only way in.
"""
