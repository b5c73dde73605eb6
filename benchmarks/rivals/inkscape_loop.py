"""Inkscape's shell mode, one process for all drawings: ``inkscape_loop.py ITEMS OUT png|pdf``."""

import json
import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Render every item to a file."""
    out, kind = Path(sys.argv[2]), sys.argv[3]
    lines = [
        f"file-open:{item['drawing']};export-width:{item['width']};export-height:{item['height']};"
        f"export-type:{kind};export-filename:{out / item['name']}.{kind};export-do;file-close\n"
        for item in json.loads(Path(sys.argv[1]).read_text())
    ]
    subprocess.run(["inkscape", "--shell"], input="".join([*lines, "quit\n"]), text=True, check=True)


main()
