"""The office's view of indicators: the dashboard, one indicator with its course, divisions and definition, files."""
