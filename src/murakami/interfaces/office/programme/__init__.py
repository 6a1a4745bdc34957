"""The programme in the office: the board of all initiatives, one page per initiative, and what is written there."""
