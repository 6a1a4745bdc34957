"""How often somebody may knock: searches, look-ups, writes, uploads and comments in a span of time.

Counts lie in a table whose size never grows, shared by every process; what only reads is counted in the process first
and told to the table now and then, so that an ordinary page costs no statement. Who it is stands for an address, an
account or a token, and is kept only as the number of a place. Failed sign-ins are another matter: `accounts` locks them.
"""
