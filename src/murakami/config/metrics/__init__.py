"""Figures for whoever watches this installation (Prometheus), off unless a network is allowed to ask.

`catalogue` names every figure once; `asked` reads those that the database and the disk know, when somebody asks;
`counted` adds up what passes through the server's processes. `page` answers, to those who may ask. No figure and no label
holds a value of a person: labels are names of routes, states and tasks from our own source.
"""
