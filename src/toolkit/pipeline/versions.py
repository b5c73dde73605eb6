"""Versions: what a cached result was made with, so that it is made anew when code or a library changes."""

import hashlib
import re
import sys
import unicodedata
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

GROUND = ""
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_APART = frozenset({"data", "__pycache__"})
_PACKAGE = Path(__file__).parent.parent


@lru_cache(maxsize=8)
def code_digest(*parts: str) -> str:
    """Return the digest of the toolkit's own code: floors, or modules such as ``pipeline/workshop.py``.

    `GROUND` means the modules at the top of the package. Floors import only downwards, so naming those that a
    result comes from, and all below them, is enough.
    """
    digest = hashlib.blake2b(digest_size=32)
    for path in (path for part in parts for path in _modules(part)):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


@lru_cache(maxsize=8)
def library_versions(*names: str) -> tuple[str, ...]:
    """Return name and version of each library, and of Python with its Unicode tables."""
    python = ".".join(map(str, sys.version_info[:3]))
    return (f"python {python}", f"unicode {unicodedata.unidata_version}", *map(_named, names))


@lru_cache(maxsize=1)
def all_versions() -> tuple[str, ...]:
    """Return Python and every library that the toolkit is installed with."""
    try:
        lines = [line for line in requires("toolkit") or () if "extra ==" not in line]
    except PackageNotFoundError:
        return library_versions()
    return library_versions(*sorted(_NAME.findall(line)[0] for line in lines))


def _modules(part: str) -> list[Path]:
    path = _PACKAGE / part
    if path.is_file():
        return [path]
    found = path.glob("*.py") if part == GROUND else path.rglob("*")
    # Templates and styles are code too; the shipped data of a wheel is not, and is counted where it is read.
    return sorted(
        file for file in found if file.is_file() and not _APART.intersection(file.relative_to(_PACKAGE).parts)
    )


def _named(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} absent"
