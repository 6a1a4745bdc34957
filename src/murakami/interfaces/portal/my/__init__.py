"""My page: everything between one resident and the city after something was filed, built as a room of its own.

What waits for the resident stands first: corrections, unread letters, drafts; then the filings with their next step.
Each page parses, calls one query or one use case of `flows/mailing`, and renders.
Everything is found by the mailbox key of the person who is signed in: what is somebody else's does not exist (404).
The room asks nobody to file: the interview and the receipt belong to the rooms beside it.
"""
