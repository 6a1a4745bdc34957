"""ClamAV: the virus scanner of most Linux systems, asked over its socket.

A file is sent in pieces and nothing of it is written anywhere (INSTREAM). A scanner that does not answer, or that could
not look, is gone: the gateway then holds the file instead of letting it pass.
"""
