"""Tests of the virus scanner's client."""
