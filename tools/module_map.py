"""Write docs/modules.md: every module of the toolkit with the first line of its docstring, floor by floor.

Run: ``python tools/module_map.py``. A test compares the file with what this would write.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "toolkit"
PAGE = ROOT / "docs" / "modules.md"
FLOORS = ("ground", "sources", "typeset", "compose", "render", "deliver", "pipeline", "reports", "cli")
HEAD = """\
# Every module, floor by floor

Written by `python tools/module_map.py` from the first line of each module; a test keeps it true. What the
floors are for stands in [architecture.md](architecture.md); where to change
what, in [developing.md](developing.md).
"""


def page() -> str:
    """Return the page as it should be."""
    return "\n".join([HEAD, *(line for floor in FLOORS for line in floor_lines(floor))])


def floor_lines(floor: str) -> Iterator[str]:
    """Yield the section of a floor: its own modules, then those of each folder."""
    yield f"## {floor}"
    yield ""
    if floor == "ground":
        yield "What all floors stand on: the modules at the top of the package, and its `svg/`."
        folders = [PACKAGE, *sorted(path for path in PACKAGE.iterdir() if is_ground(path))]
    else:
        yield first_line(PACKAGE / floor / "__init__.py")
        inits = sorted(PACKAGE.glob(f"{floor}/*/**/__init__.py"))
        folders = [PACKAGE / floor, *(path.parent for path in inits)]
    yield ""
    yield "| Module | What it is |"
    yield "|---|---|"
    for folder in folders:
        yield from rows(folder)
    yield ""


def is_ground(path: Path) -> bool:
    """Tell whether a folder of the package belongs to the ground."""
    return (path / "__init__.py").exists() and path.name not in FLOORS


def rows(folder: Path) -> Iterator[str]:
    """Yield a row for a folder, and one for each module in it."""
    name = folder.relative_to(PACKAGE).as_posix()
    if "/" in name or is_ground(folder):
        yield f"| **`{name}/`** | **{first_line(folder / '__init__.py')}** |"
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py":
            yield f"| `{path.relative_to(PACKAGE).as_posix()}` | {first_line(path)} |"


def first_line(path: Path) -> str:
    """Return the first sentence of a module's docstring, for a cell of a table."""
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(words.partition("\n\n")[0].split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
