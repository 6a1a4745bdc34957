"""Files of cases that wait for a person, what was done to the others, and the originals under seal."""
