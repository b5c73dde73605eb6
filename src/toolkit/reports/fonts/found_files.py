"""The font files that a person means: files, or a folder out of a ZIP, and the licence beside them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from toolkit.errors import Place, Problem, ProblemsError
from toolkit.reports.fonts.add_font import EXTENSIONS, opened
from toolkit.sources.schema.models import kebab_of
from toolkit.sources.workspace.font_family import folded_family
from toolkit.typeset.fonts.face import FontError

_LICENCES: Final = re.compile(r"(?:OFL|LICEN[CS]E|COPYING|UFL)(?:[-_. ].*)?", re.IGNORECASE)
_TEXTS: Final = ("", ".txt", ".md")


def font_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the fonts among files and folders, in order.

    Of a folder those at its top count, or else all below it: what Google Fonts packs has the variable font at
    the top, and the same letters again as static files in a folder of their own. Raises `ProblemsError` for a
    folder without fonts.
    """
    found: dict[Path, None] = {}
    problems = []
    for path in paths:
        files = [path] if path.is_file() else list(_in_folder(path))
        if not files:
            hint = "give the folder that the .ttf or .otf files lie in"
            problems.append(_wrong(path.name or str(path), "holds no .ttf or .otf file", hint))
        found |= dict.fromkeys(files)
    if problems:
        raise ProblemsError(problems)
    return tuple(found)


def _in_folder(folder: Path) -> Iterator[Path]:
    top = [path for path in sorted(folder.iterdir()) if _is_font(path)]
    yield from top or (path for path in sorted(folder.rglob("*")) if _is_font(path))


def _is_font(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in EXTENSIONS and not path.name.startswith(".")


def licence_beside(files: Sequence[Path]) -> Path | None:
    """Return the text of a licence in the folder of the fonts, or in the one that holds it."""
    folders = dict.fromkeys(path.resolve().parent for path in files)
    for folder in (*folders, *(folder.parent for folder in folders)):
        texts = [path for path in sorted(folder.iterdir()) if _is_licence(path)]
        if texts:
            return texts[0]
    return None


def _is_licence(path: Path) -> bool:
    plain = path.suffix.lower() in _TEXTS
    return plain and path.is_file() and _LICENCES.fullmatch(path.stem) is not None


def family_names(files: Sequence[Path], family: str) -> tuple[str, str]:
    """Return the key of a family, `family` if it is given, and the name that its files give it.

    Raises `ProblemsError` for files of several families: each must be added by itself. Files that cannot be
    read are told later, with all else.
    """
    names: dict[str, str] = {}
    for path in files:
        try:
            name = opened(path).family
        except FontError:
            continue
        names.setdefault(folded_family(name), name)
    if len(names) > 1 and not family:
        shown = ", ".join(f"'{name}'" for name in names.values())
        message = f"the files are of {len(names)} families: {shown}"
        hint = "add each by itself, or say with --family what to call them all"
        raise ProblemsError([_wrong("fonts", message, hint)])
    name = next(iter(names.values()), "")
    return family or kebab_of(name or files[0].stem), name


def _wrong(file: str, message: str, hint: str) -> Problem:
    return Problem(trail=(Place(file=file),), message=message, hint=hint)
