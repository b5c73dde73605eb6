"""What a cached result was made with: code and libraries, so that it is made anew when either changes.

The code that a result depends on is not kept in a list, which would go stale: it is the import closure of the
module that makes the result, read from the sources themselves.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_APART = frozenset({"data", "__pycache__"})
_ROOT = Path(__file__).parents[2]
_PACKAGE: Final = "toolkit"

# The formatter writes imports in these forms only. A sentence that reads like one costs nothing:
# what it names is either no module of ours, or is counted without need.
_FROM = re.compile(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)", re.MULTILINE)
_IMPORT = re.compile(r"^[ \t]*import[ \t]+([\w.]+)", re.MULTILINE)
_LATE = re.compile(r"import_module\(\s*f?[\"']([\w.]+)")

# The distributions behind the names that are imported, with those that they bring along. A test compares them
# with every import of the toolkit.
DISTRIBUTIONS: Final = {
    "PIL": ("pillow",),
    "babel": ("babel",),
    "cairocffi": ("cairocffi",),
    "cairosvg": ("cairosvg", "cairocffi", "cssselect2", "defusedxml", "tinycss2"),
    "click": ("click",),
    "cssselect2": ("cssselect2", "tinycss2", "webencodings"),
    "deflate": ("deflate",),
    "distributed": ("distributed",),
    "fontTools": ("fonttools",),
    "fsspec": ("fsspec",),
    "icu4py": ("icu4py",),
    "jinja2": ("jinja2",),
    "lxml": ("lxml",),
    "markupsafe": ("markupsafe",),
    "numpy": ("numpy",),
    "openpyxl": ("openpyxl",),
    "pikepdf": ("pikepdf",),
    "platformdirs": ("platformdirs",),
    "pydantic": ("pydantic",),
    "pydantic_core": ("pydantic_core",),
    "pyphen": ("pyphen",),
    "pyvips": ("pyvips", "pyvips-binary"),
    "qrcode": ("qrcode",),
    "resvg": ("resvg",),
    "rich": ("rich",),
    "tinycss2": ("tinycss2",),
    "tomlkit": ("tomlkit",),
    "uharfbuzz": ("uharfbuzz",),
    "zoneinfo": ("tzdata",),
    "zxingcpp": ("zxing-cpp",),
}


@lru_cache(maxsize=16)
def fingerprint(*entries: str) -> str:
    """Return a digest of all code and libraries that the modules `entries` can reach by imports.

    It stands for what a function of these modules may do. Raises `LookupError` for a name that is no module
    of the toolkit.
    """
    digest = blake2b(digest_size=32)
    closure = import_closure(*entries)
    for path in _files_of(closure):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_ROOT).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    digest.update(repr(library_versions(*libraries_of(closure))).encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def whole_fingerprint() -> str:
    """Return a digest of all code of the toolkit, and of every library that it is installed with."""
    digest = blake2b(digest_size=32)
    for path in sorted(_everything()):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_ROOT).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    digest.update(repr(_all_versions()).encode())
    return digest.hexdigest()


def import_closure(*entries: str) -> frozenset[str]:
    """Return the dotted names of all modules of the toolkit that importing `entries` may load, now or later.

    Packages above a module count, as Python runs them first; so do imports inside functions. A module that is
    chosen by name at run time stands for all modules of its package. Raises `LookupError` for a name that is
    no module of the toolkit.
    """
    found: set[str] = set()
    waiting = list(entries)
    for name in waiting:
        if _path_of(name) is None:
            raise LookupError(f"'{name}' is no module of the toolkit")
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if "." in name:
            waiting.append(name.rpartition(".")[0])
        waiting.extend(_imports(name)[0])
    return frozenset(found)


def libraries_of(modules: frozenset[str]) -> tuple[str, ...]:
    """Return the distributions that modules import from, by the names they are installed under."""
    foreign = {name for module in modules for name in _imports(module)[1]}
    return tuple(sorted({name for library in foreign for name in DISTRIBUTIONS[library]}))


@lru_cache(maxsize=16)
def library_versions(*names: str) -> tuple[str, ...]:
    """Return name and version of each distribution, and of Python with its Unicode tables."""
    python = ".".join(map(str, sys.version_info[:3]))
    return (f"python {python}", f"unicode {unicodedata.unidata_version}", *map(_named, names))


def _all_versions() -> tuple[str, ...]:
    """Return Python and every library that the toolkit is installed with."""
    try:
        lines = [line for line in requires(_PACKAGE) or () if "extra ==" not in line]
    except PackageNotFoundError:
        return library_versions()
    return library_versions(*sorted(_NAME.findall(line)[0] for line in lines))


@cache
def _imports(module: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a module imports: modules of the toolkit, and the first names of all others."""
    path = _path_of(module)
    source = path.read_text(encoding="utf-8") if path else ""
    own: set[str] = set()
    foreign: set[str] = set()
    for name in _imported_names(source):
        if name != _PACKAGE and not name.startswith(f"{_PACKAGE}."):
            foreign.add(name.partition(".")[0])
        elif name.endswith("."):
            own.update(_modules_of(name.removesuffix(".")))
        elif _path_of(name) is not None:
            own.add(name)
    return frozenset(own), frozenset(foreign & DISTRIBUTIONS.keys())


def _imported_names(source: str) -> Iterator[str]:
    for match in _FROM.finditer(source):
        yield match[1]
        if match[1].startswith(_PACKAGE):
            # What is taken from a package may be a module of it.
            yield from (f"{match[1]}.{word}" for word in re.findall(r"\w+", match[2]))
    yield from (match[1] for match in _IMPORT.finditer(source))
    yield from (match[1] for match in _LATE.finditer(source))


@cache
def _path_of(module: str) -> Path | None:
    first, *rest = module.split(".")
    if first != _PACKAGE or not all(rest):
        return None
    place = _ROOT.joinpath(*rest)
    for path in (place.with_suffix(".py") if rest else None, place / "__init__.py"):
        if path is not None and path.is_file():
            return path
    return None


def _modules_of(package: str) -> Iterator[str]:
    path = _path_of(package)
    if path is not None:
        yield from (f"{package}.{file.stem}" for file in path.parent.glob("*.py") if file.stem != "__init__")


def _files_of(modules: frozenset[str]) -> list[Path]:
    """Return the sources of modules, and the templates, styles and tables that lie beside them."""
    sources = {path for name in modules if (path := _path_of(name)) is not None}
    beside = {file for folder in {path.parent for path in sources} for file in _beside(folder)}
    return sorted(sources | beside)


def _beside(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in _APART and not (path / "__init__.py").exists():
                yield from _beside(path)
        elif path.suffix != ".py":
            yield path


def _everything() -> Iterator[Path]:
    """Yield all code; the shipped data of a wheel is not among it, and is counted where it is read."""
    for path in _ROOT.rglob("*"):
        if path.is_file() and not _APART.intersection(path.relative_to(_ROOT).parts):
            yield path


def _named(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} absent"
