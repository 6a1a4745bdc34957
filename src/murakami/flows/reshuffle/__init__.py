"""The yearly reshuffle (人事異動・組織改正) as one file: read, previewed, applied on its day.

The file says how the town is to look from that day on: its units, who works where as what. `town` reads how it is now,
`sheet` reads the file and names what is wrong in it, `plan` says what would change, `apply` does it.
"""
