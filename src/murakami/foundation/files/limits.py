"""How much a file may be or grow to: one table, so that it can be read and documented in one place."""

from typing import Final

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_NAME: Final = 100  # characters of a name that is shown

LONGEST_EDGE: Final = 3000  # an A4 page at 250 dots per inch
MOST_PIXELS_JPEG: Final = 120_000_000  # JPEGs are decoded at a reduced scale, so their size costs little
MOST_PIXELS: Final = 30_000_000
MOST_FRAMES: Final = 300

MOST_PAGES: Final = 60
MOST_STREAM: Final = 256 * 1024 * 1024  # bytes that one stream of a PDF may grow to
MOST_STREAMS: Final = 768 * 1024 * 1024  # bytes that all of them may grow to

MOST_ENTRIES: Final = 2_000  # files in an archive, those in archives inside it included
MOST_DIRECTORY: Final = 512 * 1024  # bytes of an archive's list of contents
MOST_UNPACKED: Final = 200 * 1024 * 1024  # bytes of all of them
MOST_RATIO: Final = 200  # how many times one file of an archive may grow, beyond RATIO_FREE
RATIO_FREE: Final = 1024 * 1024  # bytes that may grow as they like: an empty table of 1 MB packs to nothing
MOST_NESTING: Final = 2  # archives in archives

MOST_CHARACTERS: Final = 5_000_000
MOST_ROWS: Final = 100_000

CHILD_CPU_SECONDS: Final = 20
CHILD_WALL_SECONDS: Final = 40
CHILD_MEMORY: Final = 1024 * 1024 * 1024  # bytes of address space
