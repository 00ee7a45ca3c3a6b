"""``python -m hullmark``: the command line, without the current directory on the import path."""

import os
import sys

if sys.path and sys.path[0] in ("", os.getcwd()):
    del sys.path[0]  # a linted checkout must never be importable

from hullmark.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
