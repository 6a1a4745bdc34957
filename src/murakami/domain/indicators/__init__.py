"""Indicators: figures that definitions make from events and records, or that come from imported series.

A definition is data with versions; its values are computed incrementally and equal what a recomputation from all events
gives. Small cells are suppressed before a figure leaves this room. It lives in the core zone and knows no programme.
"""
