"""Merkle trees of RFC 9162 and what is said about them: a list fixed in 32 bytes, short proofs, signed checkpoints.

Pure functions. A leaf is hashed with a zero before it, a node with a one, so that neither passes for the other. Notes
and checkpoints have the form of C2SP, which monitors in other languages read; commitments fix what may be forgotten.
"""
