"""The programme: the municipality's policy and the work that makes it real.

Editions of the policy are documents with lineage; initiatives carry a plan for every fiscal year; a year is evaluated,
decided, frozen and rolled forward; bodies meet and decide. What may be public leaves this room as a publication. It
lives in the core zone, knows no HTTP, and reads live figures from indicators, never the other way round.
"""
