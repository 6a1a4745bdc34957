"""The office's views, one subject a file."""
