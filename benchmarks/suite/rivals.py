"""The rivals: other ways to turn drawings into files, each at its best, and how to get what they need."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from toolkit.files import data_folder

_SCRIPTS = Path(__file__).parent.parent / "rivals"
_SHAPED = "words right, as they are our outlines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """One way to make the pictures: a program that takes a list of items and a folder.

    `main` rivals draw the very drawings that the toolkit draws; the others set the words themselves and stand
    beside as information. `missing` says what is not here and how to get it, empty if all is.
    """

    name: str
    title: str
    command: tuple[str, ...]
    note: str
    missing: str = ""
    main: bool = True
    goal: float | None = None
    """How many times as many images per CPU second the toolkit is meant to make."""
    kind: str = "png"

    def on(self, items: Path, out: Path) -> list[str]:
        """Return the command that renders a list of items into a folder."""
        return [word.format(items=items, out=out) for word in self.command]


def rivals() -> list[Rival]:
    """Return all rivals for pictures, with what is missing here."""
    return [*_python_rivals(), *_browser_rivals(), *_node_rivals()]


def print_rivals() -> list[Rival]:
    """Return the rivals for print pages: PDF where they write it."""
    return [
        Rival(
            name="chromium-pdf",
            title="Chromium, PDF",
            command=_chromium("pdf"),
            note="vector page, no boxes for trimming",
            missing=_no_chromium(),
            kind="pdf",
        ),
        Rival(
            name="inkscape-pdf",
            title="Inkscape shell, PDF",
            command=(sys.executable, str(_SCRIPTS / "inkscape_loop.py"), "{items}", "{out}", "pdf"),
            note="vector page, no boxes for trimming",
            missing=_no_inkscape(),
            kind="pdf",
        ),
        Rival(
            name="resvg-page",
            title="resvg loop, PNG at 300 dpi",
            command=(sys.executable, str(_SCRIPTS / "resvg_loop.py"), "{items}", "{out}"),
            note="writes no PDF",
        ),
    ]


def _python_rivals() -> Iterator[Rival]:
    cairo = (sys.executable, str(_SCRIPTS / "cairosvg_loop.py"), "{items}", "{out}")
    yield Rival(name="cairosvg", title="CairoSVG loop", command=(*cairo, "outlines"), note=_SHAPED, goal=5)
    yield Rival(
        name="cairosvg-live",
        title="Jinja2 + CairoSVG, live text",
        command=(*cairo, "live"),
        note="text wrong: one line each, no joining or right-to-left order, boxes for missing fonts",
        main=False,
    )
    yield Rival(
        name="resvg",
        title="resvg loop",
        command=(sys.executable, str(_SCRIPTS / "resvg_loop.py"), "{items}", "{out}"),
        note=_SHAPED,
        goal=3,
    )
    yield Rival(
        name="inkscape",
        title="Inkscape shell",
        command=(sys.executable, str(_SCRIPTS / "inkscape_loop.py"), "{items}", "{out}", "png"),
        note=_SHAPED,
        missing=_no_inkscape(),
        goal=25,
    )


def _browser_rivals() -> Iterator[Rival]:
    for name, title, way, note, goal in (
        ("chromium", "Chromium, one page", "outlines", _SHAPED, 10),
        (
            "chromium-live",
            "Chromium, live text in HTML",
            "live",
            "letters right; nothing fitted: texts run into each other",
            None,
        ),
    ):
        yield Rival(
            name=name,
            title=title,
            command=_chromium(way),
            note=note,
            missing=_no_chromium(),
            main=way == "outlines",
            goal=goal,
        )


def _node_rivals() -> Iterator[Rival]:
    folder = _node_folder()
    hint = (
        "copy benchmarks/rivals/node/package.json to a folder, run npm install there, set TOOLKIT_BENCH_NODE"
    )
    missing = "" if shutil.which("node") and (folder / "node_modules").is_dir() else f"Node packages: {hint}"
    script = str(_SCRIPTS / "node" / "loop.mjs")
    for way, title, note in (
        ("resvg", "resvg-js loop (Node)", _SHAPED),
        ("sharp", "sharp loop (Node)", _SHAPED),
        (
            "satori",
            "Satori + resvg-js (Node)",
            "text wrong: in Arabic 14:30 reads 30:14 and dots stray; no Chinese from a collection",
        ),
    ):
        yield Rival(
            name=f"node-{way}",
            title=title,
            command=("node", script, "{items}", "{out}", way, str(folder), str(data_folder("fonts"))),
            note=note,
            missing=missing,
            main=way != "satori",
        )


def _node_folder() -> Path:
    return Path(os.environ.get("TOOLKIT_BENCH_NODE", _SCRIPTS / "node"))


def _chromium(way: str) -> tuple[str, ...]:
    script = str(_SCRIPTS / "chromium_loop.py")
    return (sys.executable, script, "{items}", "{out}", way, _browser(), str(data_folder("fonts")))


def _browser() -> str:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


def _no_chromium() -> str:
    if not _browser():
        return "Chromium: apt-get install chromium"
    return "" if find_spec("playwright") else "Playwright: pip install -c constraints.txt -e '.[bench]'"


def _no_inkscape() -> str:
    return "" if shutil.which("inkscape") else "Inkscape: apt-get install inkscape"
