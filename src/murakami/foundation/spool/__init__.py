"""Messages between the zones and work in the background: one small mechanism.

`operations.send` and `enqueue` queue in the caller's transaction; `registry` knows who listens; `worker` leases what is
due, runs it, and tries again later what failed, until an operator decides (`queries.list_dead`). A message is handled
exactly once: its key is written down in the transaction of the handler. Messages with the same ordering key are handled
in the order in which they were sent. Between two zones `carrier` moves them as numbered files through a directory.
"""
