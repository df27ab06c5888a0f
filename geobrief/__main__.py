"""`python -m geobrief` is `geobrief`."""

import sys

from geobrief.cli import main

if __name__ == "__main__":
    sys.exit(main())
