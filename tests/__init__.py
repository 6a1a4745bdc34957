"""Tests; the tree mirrors src/murakami."""
