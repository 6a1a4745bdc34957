"""Procedures as data: what can be applied for or declared, when it applies, what it asks, what happens with it.

`formats` says how packs write them; `checks` finds what cannot work; `compiling` makes one self-contained document of
each, and `publish` makes it the head from which the next version must descend. `queries` hands out frozen, compiled
versions and life events from memory; a page costs at most one statement for all definitions.
"""
