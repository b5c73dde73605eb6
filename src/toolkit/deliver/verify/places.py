"""What people hand over to be verified: kits, folders of kits, unpacked kits, and what is no kit at all."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from toolkit.deliver.kit.manifest import CHECKSUMS_NAME, MANIFEST_NAME
from toolkit.errors import Place, Problem
from toolkit.files import is_clutter

_DEEPEST: Final = 4  # folders inside folders: `out/kits` and a folder or two around it
_MOST_KITS: Final = 10_000
_HEAD: Final = 512
_PICTURE: Final = "a picture"
# How files begin that people take for kits, with what they are.
_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", f"{_PICTURE} (PNG)"),
    (b"\xff\xd8\xff", f"{_PICTURE} (JPEG)"),
    (b"GIF8", f"{_PICTURE} (GIF)"),
    (b"%PDF-", "a page to print (PDF)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"MZ", "a program for Windows"),
)
_WEB_PAGE: Final = (b"<!doctype html", b"<html")
_ITS_ZIP: Final = "verify the ZIP that it came in; a file by itself does not tell where it is from"
_AS_MADE: Final = "ask for the kit as the toolkit made it, as a ZIP"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Kits to look at, packed or unpacked, and what is wrong with what is none."""

    kits: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def kits_at(path: Path) -> HandedOver:
    """Return the kits that a path leads to: itself, an unpacked kit, or all kits in a folder and below."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _kits_in(path)
        return _kit(path) if stat.S_ISREG(mode) else _no_kit(path, "is no plain file", _AS_MADE)
    except OSError as error:
        return _no_kit(path, f"cannot be read: {error.strerror or error}")


def is_unpacked(folder: Path) -> bool:
    """Tell whether a folder is a kit that was unpacked: it holds at least one of the two lists."""
    return any((folder / name).is_file() for name in (MANIFEST_NAME, CHECKSUMS_NAME))


def _kit(path: Path) -> HandedOver:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    kind = _kind_of(head)
    if not kind:
        return HandedOver(kits=(path,))
    around = next((folder for folder in path.absolute().parents if is_unpacked(folder)), None)
    if around is not None:
        hint = f"verify the kit that it is part of: toolkit verify '{around}'"
    elif kind == "a web page":
        hint = "download the kit again: this is what a site shows in its place, perhaps to sign in"
    else:
        hint = _AS_MADE if "archive" in kind or "program" in kind else _ITS_ZIP
    return _no_kit(path, f"is {kind}, not a kit", hint)


def _kind_of(head: bytes) -> str:
    """Return what a file is that begins so; nothing if it may be a kit."""
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return f"{_PICTURE} (WebP)"
    if head[4:8] == b"ftyp":
        return f"{_PICTURE} (AVIF)" if head[8:12] in (b"avif", b"avis") else "a video (MP4)"
    return _kind_of_text(head.lstrip(b"\xef\xbb\xbf \t\r\n").lower())


def _kind_of_text(head: bytes) -> str:
    if head.startswith(_WEB_PAGE):
        return "a web page"
    if head.startswith(b"<svg") or (head.startswith(b"<?xml") and b"<svg" in head):
        return f"{_PICTURE} (SVG)"
    return "the list of what is in a kit" if head[:1] == b"{" and b'"schema_version"' in head else ""


def _kits_in(folder: Path) -> HandedOver:
    if is_unpacked(folder):
        return HandedOver(kits=(folder,))
    kits = tuple(sorted(_below(folder, _DEEPEST))[:_MOST_KITS])
    if kits:
        return HandedOver(kits=kits)
    return _no_kit(
        folder,
        "is a folder without kits: no ZIP file is in it, and it is no unpacked kit",
        f"name a ZIP file, a folder of them, or a kit's own folder with {MANIFEST_NAME} in it",
    )


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Yield ZIP files and unpacked kits in a folder and its folders, links not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = folder / entry.name
        if is_clutter(entry.name):
            continue
        if entry.is_file() and path.suffix.lower() == ".zip":
            yield path
        elif depth and entry.is_dir(follow_symlinks=False):
            if is_unpacked(path):
                yield path
            else:
                yield from _below(path, depth - 1)


def _no_kit(path: Path, message: str, hint: str = "") -> HandedOver:
    return HandedOver(problems=(Problem(trail=(Place(file=str(path)),), message=message, hint=hint),))
