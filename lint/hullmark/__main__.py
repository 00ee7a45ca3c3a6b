"""``python -m hullmark``: the command line, without the current directory on the import path."""

import gc
import os
import sys

if sys.path and sys.path[0] in ("", os.getcwd()):
    del sys.path[0]  # a linted checkout must never be importable

from hullmark import cli  # noqa: E402


def main() -> int:
    """Run the command line as a process that ends with it; return the exit code."""
    code = cli.main()
    gc.freeze()  # an interpreter that ends looks at every object again, a fifth of a short run, unless it is frozen
    return code


if __name__ == "__main__":
    sys.exit(main())
