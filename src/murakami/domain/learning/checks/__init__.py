"""What `lint` finds in skills, roles and courses before anything is loaded."""
