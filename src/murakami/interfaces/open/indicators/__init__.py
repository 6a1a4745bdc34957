"""Indicators for everybody: all of them, one with its course and divisions, files to take away; from publications alone."""
