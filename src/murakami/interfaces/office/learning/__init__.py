"""Learning in the office: what one still lacks, courses with their checks, sessions with attendance, coverage by unit."""
