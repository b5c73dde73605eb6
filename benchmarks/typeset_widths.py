"""Compare advance widths with Chromium's: the same font files, CLDR names in every official language.

Usage: python benchmarks/typeset_widths.py [--every N] [--chromium PATH] [--show N]
A string agrees if its width at 100 px differs by at most 1 px.
"""

import argparse
import html
import json
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTCollection

from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextStyle
from toolkit.typeset.fonts.coverage import official_languages
from toolkit.typeset.shaping.itemise import itemise
from toolkit.typeset.shaping.shaping import measure
from toolkit.typeset.text.prepare import prepare

PX = 100
TOLERANCE = 1.0
PAGE = 6000
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=120000",
    "--timeout=240000",
    "--dump-dom",
)
SCRIPT = """
Promise.all([...document.fonts].map(f => f.load())).then(() => {
  const widths = [...document.querySelectorAll('span')].map(s => s.getBoundingClientRect().width);
  document.body.innerHTML = '<pre id="widths">' + JSON.stringify(widths) + '</pre>';
});
"""

String = tuple[Language, str]


def strings(every: int) -> list[String]:
    """Return the territory, language and script names of every official language, each once."""
    found: list[String] = []
    for language in official_languages():
        locale = language.locale
        names = {*locale.territories.values(), *locale.languages.values(), *locale.scripts.values()}
        found += [(language, name) for name in sorted(names)]
    return found[::every]


def single_faces(fonts: FontLibrary, folder: Path) -> dict[str, Path]:
    """Return a file with one face for each family; the faces of collections are taken out into `folder`."""
    files = {}
    for name, family in fonts.stacks.families.items():
        files[name] = fonts.folder / family.regular
        if files[name].suffix == ".ttc":
            files[name] = folder / f"{name}.otf"
            TTCollection(fonts.folder / family.regular, lazy=True).fonts[family.face].save(files[name])
    return files


def ours(fonts: FontLibrary, string: String) -> float:
    """Return the width we give a string, in px."""
    language, text = string
    item = itemise(prepare(text, language, TextStyle()), language, fonts)
    return float(measure(item, 0.0).ends[-1]) * PX / 1000


def page(fonts: FontLibrary, files: dict[str, Path], batch: list[String]) -> str:
    """Return a page that measures a batch of strings."""
    faces = "".join(
        f"@font-face{{font-family:'{name}';src:url('{path.as_uri()}')}}" for name, path in files.items()
    )
    spans = "".join(_span(fonts, language, text) for language, text in batch)
    style = f"span{{font-size:{PX}px;white-space:pre;position:absolute;text-rendering:geometricPrecision}}"
    return (
        f"<!doctype html><meta charset=utf-8><style>{faces}{style}</style><body>{spans}"
        f"<script>{SCRIPT}</script></body>"
    )


def _span(fonts: FontLibrary, language: Language, text: str) -> str:
    stack = (*fonts.stacks.language_stack(language), *fonts.stacks.fallback, *fonts.stacks.families)
    names = ",".join(f"'{name}'" for name in dict.fromkeys(stack))
    quoted = html.escape(names, quote=True)
    return (
        f'<span lang="{language.tag}" dir="{language.direction}" style="font-family:{quoted}">'
        f"{html.escape(text)}</span>"
    )


def theirs(chromium: str, fonts: FontLibrary, files: dict[str, Path], batch: list[String]) -> list[float]:
    """Return the widths Chromium gives a batch of strings, in px."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "widths.html"
        document.write_text(page(fonts, files, batch), encoding="utf-8")
        command = [chromium, *FLAGS, f"--user-data-dir={folder}/profile", document.as_uri()]
        dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
    found = re.search(r'<pre id="widths">(.*?)</pre>', dom)
    if not found:
        raise SystemExit("Chromium gave no widths")
    widths: list[float] = json.loads(found[1])
    return widths


def compared(arguments: argparse.Namespace, folder: Path) -> Iterator[tuple[String, float, float]]:
    """Yield each string with our width and Chromium's."""
    fonts = FontLibrary.load(data_folder("fonts"))
    files = single_faces(fonts, folder)
    everything = strings(arguments.every)
    for start in range(0, len(everything), PAGE):
        batch = everything[start : start + PAGE]
        widths = theirs(arguments.chromium, fonts, files, batch)
        for string, width in zip(batch, widths, strict=True):
            yield string, ours(fonts, string), width


def main() -> None:
    """Print the share of strings that agree, and the worst that do not, by language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every Nth string")
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--show", type=int, default=20, help="how many differences to print")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = list(compared(arguments, Path(folder)))
    differing = [(abs(a - b), string, a, b) for string, a, b in results if abs(a - b) > TOLERANCE]
    agreeing = len(results) - len(differing)
    print(f"{agreeing} of {len(results)} within {TOLERANCE:g} px ({agreeing / len(results):.2%})")
    print(
        "differing by language:", dict(Counter(string[0].tag for _, string, _, _ in differing).most_common())
    )
    differing.sort(key=lambda row: -row[0])
    for difference, (language, text), width, other in differing[: arguments.show]:
        print(f"  {difference:6.2f} px {language.tag}: {text} ({width:.2f}, Chromium {other:.2f})")


if __name__ == "__main__":
    main()
