"""Staff sign-in: password, then a code; the first time one's own password and authenticator; one's own account."""
