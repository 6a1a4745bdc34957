"""Packs: what a municipality calls a service, as files that a person who knows the service can write.

`reading` reads packs so that every scalar stays the text that was written and every mistake has a file and a line.
`registry` knows which parts a pack may have; other rooms register theirs in their `packs.py`. `lint` finds every
problem and its mend before anything is loaded; `loading` writes all packs in one transaction and says what changed.
"""
