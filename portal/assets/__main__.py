"""Build the front end: ``python -m portal.assets``.

Exits 3, with one sentence, when a tool is missing, and 1 with the fault when a source file has one.
"""

import sys
import time
from pathlib import Path

from portal.assets.build import build
from portal.assets.tools import Refused, ToolMissing


def main() -> int:
    """Build what has changed and say what was done."""
    started = time.monotonic()
    try:
        done = build(Path(__file__).resolve().parents[2], say=lambda line: print(f"  {line}", flush=True))
    except ToolMissing as error:
        print(error, file=sys.stderr)
        return 3
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Assets: built in {time.monotonic() - started:.1f} s." if done else "Assets: up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
