"""Smart Murakami: a municipality's procedures, cases and programme in one place."""

__version__ = "0.2.0"
