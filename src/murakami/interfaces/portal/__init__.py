"""The residents' pages: from the first question to the letter in the mailbox.

Views parse, call one query or one flow, and render. Every page works without JavaScript; every form answers with a
redirect, so that reloading and going back never send anything twice. What is not yours is not found.
"""
