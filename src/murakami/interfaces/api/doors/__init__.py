"""The operations of the API, one file a subject: each reads what was sent, calls one flow or query, and answers."""
