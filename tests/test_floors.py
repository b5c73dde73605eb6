"""The shape of the repository: who imports whom, one place per foreign library, a licence beside all art."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "toolkit"
GROUND = "ground"
GROUND_FOLDERS = {"cldr", "svg"}
FLOORS = (GROUND, "sources", "typeset", "compose", "render", "deliver", "pipeline", "reports", "cli")

# Kits are made of finished files: of painting, they need what reads such files back.
DELIVER_NEEDS = {
    "toolkit.render.checks.readability",
    "toolkit.render.encode.pillow",
    "toolkit.render.engines.engine",
    "toolkit.render.malloc",
    "toolkit.render.pixels",
}

# Foreign libraries that only the modules listed may import, so that each can be replaced in one place.
HOMES: dict[str, set[str]] = {
    "jinja2": {
        *("compose.filling.template", "compose.filling.template_language"),  # words in the artwork
        "page_templates",  # HTML pages
    },
    "uharfbuzz": {"typeset.fonts.face"},
    "icu4py": {"text_boundaries"},
    "pyvips": {"render.engines.librsvg"},
    "resvg": {"render.engines.resvg"},
    "cairosvg": {"render.engines.cairo"},
    "pikepdf": {"render.pdf.page"},
    "PIL": {
        "render.animation.gif",
        "render.compositor.canvas",
        "render.encode.pillow",
        "sources.workspace.colour_profile",
        "sources.workspace.images",
    },  # finished pictures; those of people
    "deflate": {"render.encode.libdeflate"},
    "zxingcpp": {"render.checks.readability"},
    "qrcode": {"compose.filling.qr"},
    "zipfile": {"deliver.kit.archive", "sources.tables.workbook"},  # kits; a spreadsheet is a ZIP file too
    "openpyxl": {"sources.tables.workbook"},
    "click": {
        *("cli.build", "cli.cache", "cli.fonts", "cli.importing", "cli.starting", "cli.lazy", "cli.text"),
        *("cli.sheet", "cli.main", "cli.options", "cli.plan", "cli.verify"),
    },
    "rich": {"cli.console"},
    "multiprocessing": {"deliver.verify.worker", "pipeline.workers.pool"},  # a kit's judge; many tasks
}
LONGEST_MODULE, SHORTEST_MODULE = 350, 40  # lines
# Short modules with one importer that stand between us and something foreign: why each is a file of its own.
ADAPTERS = {
    "cli.exit_codes": "errors of every floor as the exit codes of a shell",
    "cli.lazy": "click, which knows no commands that load late",
    "cli.verify": "a command",
    "deliver.kit.licences": "the licences that lie beside fonts and art",
    "pipeline.cache.cached_layers": "the cache, behind what render asks of a store of layers",
    "pipeline.output.file_lock": "locks of the file system, which differ between systems",
    "render.engines.librsvg": "an engine",
    "render.engines.resvg": "an engine",
    "render.malloc": "the heap of the C library",
}

_MACHINE_PATHS = re.compile(r"(?<![\w.:/])/(?:home|work|root|Users|mnt|tmp)/[\w.-]+")
_TEXT = {".py", ".md", ".toml", ".svg", ".html", ".css", ".js", ".txt", ".json", ".yml", ".cfg", ""}


def modules() -> list[Path]:
    """Return every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return a module's dotted name below the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def floor_of(name: str) -> str:
    """Return the floor of a module; modules at the top of the package are the ground."""
    top = name.partition(".")[0]
    return top if top in FLOORS else GROUND


def imports_of(source: str) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, wherever in the module the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "toolkit.cli"  # a relative import hides its floor: count it as the highest
        elif isinstance(node, ast.ImportFrom) and node.module == "toolkit":
            yield from (f"toolkit.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def upward(source: str, floor: str) -> list[str]:
    """Return the imports of a module that lead to a higher floor."""
    own = FLOORS.index(floor)
    names = [name.removeprefix("toolkit.") for name in imports_of(source) if name.startswith("toolkit.")]
    return [name for name in names if FLOORS.index(floor_of(name)) > own]


def committed(*patterns: str) -> list[Path]:
    """Return the files that git tracks; without git (an unpacked archive) the test is skipped."""
    try:
        listing = subprocess.run(  # noqa: S603  a fixed command
            ["git", "ls-files", "-z", *patterns],  # noqa: S607  git is found on the PATH
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout")
    files = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def test_every_folder_is_a_known_floor() -> None:
    """A new package under the toolkit has to find its place between the floors."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == (set(FLOORS) - {GROUND}) | GROUND_FOLDERS


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_lead_downwards(path: Path) -> None:
    """No module imports from a floor above its own."""
    assert upward(path.read_text(encoding="utf-8"), floor_of(name_of(path))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import toolkit.render.encode.png",
        "from toolkit.render.encode.png import png",
        "from toolkit import render",
        "from ..render import png",
        "def late():\n    from toolkit.pipeline import plan",
    ],
)
def test_an_upward_import_would_be_seen(source: str) -> None:
    """Whichever way it is written, an import of a higher floor does not slip through."""
    assert upward(source, "compose")


def foreign_floors(name: str, source: str) -> set[str]:
    """Return the modules of other floors than the ground and its own that a module imports."""
    own = {GROUND, floor_of(name)}
    ours = {imported for imported in imports_of(source) if imported.startswith("toolkit.")}
    return {imported for imported in ours if floor_of(imported.removeprefix("toolkit.")) not in own}


def modules_of(floor: str) -> dict[str, str]:
    """Return the sources of a floor by the names of its modules."""
    found = {name_of(path): path.read_text(encoding="utf-8") for path in modules()}
    return {name: source for name, source in found.items() if floor_of(name) == floor}


def test_painting_needs_nothing_but_the_ground() -> None:
    """`render` turns laid-out SVG into files; it knows no project, no font and no design."""
    sources = modules_of("render")
    assert len(sources) > 30
    found = {name: imported for name, source in sources.items() if (imported := foreign_floors(name, source))}
    assert found == {}


def test_kits_need_no_typesetting_and_little_of_painting() -> None:
    """`deliver` stands beside `typeset` and `compose`; of `render` it takes what reads files back."""
    found = set[str]().union(*(foreign_floors(*module) for module in modules_of("deliver").items()))
    assert {name for name in found if not name.startswith("toolkit.sources.")} == DELIVER_NEEDS


@pytest.mark.parametrize(
    "source", ["from toolkit.sources import loader", "def f():\n    import toolkit.compose.compose"]
)
def test_an_import_of_another_floor_would_be_seen(source: str) -> None:
    """Whichever way it is written, what `render` may not import is found."""
    assert foreign_floors("render.pdf.page", source)
    assert (
        foreign_floors("render.pdf.page", "from toolkit.units import Rect\nfrom toolkit import svg") == set()
    )


def folder_of(name: str) -> str:
    """Return the folder of a module inside its floor; a module beside the folders stands for itself."""
    return ".".join(name.split(".")[:2])


def cycle_in(sources: Mapping[str, str]) -> list[str]:
    """Return folders and single modules that import each other in a circle; empty if none do."""
    graph: dict[str, set[str]] = defaultdict(set)
    for name, source in sources.items():
        ours = {imported.removeprefix("toolkit.") for imported in imports_of(source)}
        inside = {folder_of(imported) for imported in ours if floor_of(imported) == floor_of(name)}
        graph[folder_of(name)] |= inside - {folder_of(name)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("floor", FLOORS)
def test_folders_of_a_floor_import_one_way(floor: str) -> None:
    """Inside a floor the folders have an order too: none of them needs one that needs it."""
    sources = modules_of(floor)
    assert sources
    assert cycle_in(sources) == []


def test_a_circle_of_folders_would_be_seen() -> None:
    """Two folders that import from each other are named, though no module does."""
    sources = {
        "render.svg.a": "from toolkit.render.pdf.b import c",
        "render.pdf.b": "",
        "render.pdf.d": "import toolkit.render.svg.e",
        "render.svg.e": "",
    }
    assert set(cycle_in(sources)) == {"render.svg", "render.pdf"}


def test_each_foreign_library_has_one_home() -> None:
    """HarfBuzz, ICU, Jinja, each engine, ZIP and the command line are imported where the list says."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in modules():
        for name in imports_of(path.read_text(encoding="utf-8")):
            library = name.partition(".")[0]
            if library in HOMES:
                found[library].add(name_of(path))
    assert dict(found) == HOMES


def test_no_module_is_too_long_for_one_noun() -> None:
    """None is longer than 350 lines."""
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_module_is_a_scrap_of_another() -> None:
    """A file under 40 lines with one importer belongs into that module, unless it is an adapter."""
    importers: dict[str, set[str]] = defaultdict(set)
    for path in modules():
        for name in imports_of(path.read_text(encoding="utf-8")):
            importers[name.removeprefix("toolkit.")].add(name_of(path))
    scraps = {
        name_of(path)
        for path in modules()
        if path.name != "__init__.py"
        and len(path.read_text(encoding="utf-8").splitlines()) < SHORTEST_MODULE
        and len(importers[name_of(path)]) <= 1
    }
    assert scraps - ADAPTERS.keys() == set()
    assert {name for name in ADAPTERS if not (PACKAGE / f"{name.replace('.', '/')}.py").exists()} == set()


def test_the_map_of_modules_is_true() -> None:
    """docs/modules.md lists every module with the first line of its docstring."""
    told = subprocess.run(
        [sys.executable, "-c", "import module_map; print(module_map.page(), end='')"],
        cwd=ROOT / "tools",
        capture_output=True,
        check=True,
        text=True,
    )
    written = (ROOT / "docs" / "modules.md").read_text(encoding="utf-8")
    assert told.stdout == written, "run: python tools/module_map.py"


def test_every_font_folder_has_its_licence() -> None:
    """The SIL Open Font License stands beside every font file."""
    folders = {path.parent for path in (ROOT / "fonts").rglob("*.tt[fc]")}
    assert len(folders) >= 7
    assert {folder.name for folder in folders if not _is_open_font_licence(folder / "OFL.txt")} == set()


def _is_open_font_licence(path: Path) -> bool:
    return path.is_file() and "SIL OPEN FONT LICENSE" in path.read_text(encoding="utf-8").upper()


def test_artwork_has_its_licence() -> None:
    """One licence speaks for designs and textures, and every drawing says what it is under."""
    licence = (ROOT / "assets" / "LICENSE-ARTWORK.md").read_text(encoding="utf-8")
    assert all(words in licence for words in ("CC0 1.0", "`designs/`", "`assets/textures/`"))
    drawings = [*(ROOT / "designs").glob("*/*.svg"), *(ROOT / "assets").rglob("*.svg")]
    assert len(drawings) > 20
    assert [path.name for path in drawings if b"CC0 1.0" not in path.read_bytes()] == []


def test_pictures_and_fonts_lie_only_where_a_licence_is() -> None:
    """No committed picture or font stands outside the folders whose licence is known."""
    homes = {"assets", "designs", "fonts", "docs", "tests"}
    files = committed("*.svg", "*.png", "*.jpg", "*.jpeg", "*.webp", "*.gif", "*.ttf", "*.ttc", "*.otf")
    assert files
    assert [str(file) for file in files if file.relative_to(ROOT).parts[0] not in homes] == []


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    """Text files speak of paths inside the repository only."""
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in committed()
        if file.suffix in _TEXT and file != Path(__file__)
        for match in _MACHINE_PATHS.finditer(file.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize("path", ["/home/someone/kits", "see /work/x", '"/tmp/a"', "(/Users/me)"])
def test_a_path_of_a_machine_would_be_seen(path: str) -> None:
    """The pattern finds what it is meant to find."""
    assert _MACHINE_PATHS.search(path)


@pytest.mark.parametrize("address", ["https://itu.int/home/a", "docs/work/a", "./tmp/x", "homework"])
def test_addresses_are_no_paths_of_a_machine(address: str) -> None:
    """Web addresses and relative paths may contain the same words."""
    assert not _MACHINE_PATHS.search(address)
