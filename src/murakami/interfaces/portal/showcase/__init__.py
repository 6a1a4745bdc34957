"""What there is: home, search, the catalogue, procedures and life events. Readable by everybody."""
