"""The yearly reshuffle in the browser: a template out, a file in, a look at what would change, a day on which it does."""
