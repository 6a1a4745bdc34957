"""Operating an installation: backup, restore, verify, upgrade, doctor. It knows the settings and every room.

`backup` writes a directory that is whole or not there; `restoring` brings it back to an empty machine; `verifying` looks
whether what was acknowledged is there. `upgrading` closes the house, and what it cannot finish it takes back.
"""
