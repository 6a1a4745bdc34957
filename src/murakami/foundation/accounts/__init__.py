"""Who acts: residents and staff, their sign-in, units, roles and rights.

One minimal account has one of two profiles: a resident (card or e-mail) or a member of staff (password and
second factor). `permissions.actor_of(request)` says who is acting, `rules` decides what that person may do,
`operations` is the only writer. Sign-in is spoken here in plain values; its pages live in the interfaces, its
protocols in the adapters.
"""
