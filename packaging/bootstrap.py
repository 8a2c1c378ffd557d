"""The one command from a fresh checkout to a running terminal, or to every check: needs Python and nothing else.

Any Python can read this file, so that one that is too old can say so.
"""

import sys

OLDEST = (3, 11)
FIRST_WITHOUT_QT = (3, 15)

if __name__ == "__main__":
    if not OLDEST <= sys.version_info[:2] < FIRST_WITHOUT_QT:
        sys.exit(
            "This needs Python 3.11, 3.12, 3.13 or 3.14 and was started with "
            + ".".join(str(part) for part in sys.version_info[:2])
            + ": install one of those, and run this file with it."
        )
    from workshop.commands import main

    sys.exit(main(sys.argv[1:]))
