"""The one command line, murakami."""
