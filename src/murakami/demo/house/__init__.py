"""The demo as a whole: what is prepared before it runs, which processes it is made of, how they start and stop."""
