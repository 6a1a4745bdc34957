"""The primitives; each a Django app; none knows HTTP."""
