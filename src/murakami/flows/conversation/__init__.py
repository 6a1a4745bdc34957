"""A resident's conversation from the first question to the filings: intake, mailbox, events and messages together.

Reads find where a conversation stands; each act is one transaction. Nothing here knows HTTP.
"""
