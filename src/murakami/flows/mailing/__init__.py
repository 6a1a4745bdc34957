"""What a resident does and reads in the mailbox: mailbox, filings, account and messages to the agency together.

`acts` are the deeds, each one transaction with its message; `pages` are the reads that join several rooms for one page.
Answering a correction is a conversation and lives in `flows/conversation`.
"""
