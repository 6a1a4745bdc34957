"""Residents' sign-in: by card through the provider, by a code in an e-mail, and the page of one's own ways in."""
