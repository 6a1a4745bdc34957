"""`python -m murakami` is the command `murakami`."""

from murakami.cli import main

if __name__ == "__main__":
    main()
