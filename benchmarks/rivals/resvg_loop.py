"""resvg (the Python wheel `resvg`) in a loop over our laid-out drawings: ``resvg_loop.py ITEMS OUT``."""

import json
import sys
from pathlib import Path

import resvg

IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def main() -> None:
    """Render every item to a PNG."""
    options = resvg.usvg.Options.default()
    options.dpi = 96.0
    for item in json.loads(Path(sys.argv[1]).read_text()):
        tree = resvg.usvg.Tree.from_str(Path(item["drawing"]).read_text(), options)
        png = resvg.render(tree, IDENTITY, bg_size=(item["width"], item["height"]))
        (Path(sys.argv[2]) / f"{item['name']}.png").write_bytes(bytes(png))


main()
