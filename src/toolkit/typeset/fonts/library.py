"""The font library: faces by family and weight, and which of them sets a piece of text."""

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Self

from toolkit.files import sha256_of, sha256_of_file
from toolkit.languages import Language
from toolkit.sources.workspace.fonts import FONTS_FILE, FontStacks, load_fonts
from toolkit.typeset.fonts.face import Face
from toolkit.typeset.style import BOLD
from toolkit.typeset.unicode.scripts import is_control, is_ignorable, scripts_written_by

_LIGHTEST_BOLD = 550
_MOST_REMEMBERED = 50_000  # clusters; a server sees ever new ones


class FontLibrary:
    """The fonts of one folder or more, opened when first needed and kept.

    Nothing else is ever used: a system font cannot slip in. Pickling carries the lists, not the fonts.
    """

    def __init__(self, folders: tuple[Path, ...], stacks: FontStacks) -> None:
        self.folders = folders
        self.stacks = stacks
        self._leader: Face | None = None
        self._faces: dict[tuple[str, bool], Face] = {}
        self._candidates: dict[tuple[str, str, bool], tuple[Face, ...]] = {}
        self._chosen: dict[tuple[str, str, str, bool], Face | None] = {}

    @classmethod
    def load(cls, *folders: Path) -> Self:
        """Read ``fonts.toml`` of each folder, the one that comes first at the front.

        Raises `ProblemsError` if one of them or a file it names is missing.
        """
        return cls(folders, load_fonts(*folders))

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return type(self), (self.folders, self.stacks)

    def close_faces(self) -> None:
        """Let go of every open font and all that is known of it; what is asked for again is opened again."""
        for kept in (self._faces, self._candidates, self._chosen):
            kept.clear()

    @property
    def folder(self) -> Path:
        """The folder that comes first."""
        return self.folders[0]

    def led_by(self, font: Path, face: int = 0) -> Self:
        """Return a library that tries one font file before its own fonts, for both weights.

        Raises `FontError` if the file is not a font.
        """
        library = type(self)(self.folders, self.stacks)
        library._leader = Face(font, face)  # noqa: SLF001 - another instance of this very class
        return library

    @cached_property
    def digest(self) -> str:
        """SHA-256 over each ``fonts.toml`` and every font file: changes exactly when the letters may."""
        families = sorted(self.stacks.families.items())
        files = dict.fromkeys(file for _, family in families for file in family.files)
        lists = (folder / FONTS_FILE for folder in self.folders)
        return sha256_of("".join(sha256_of_file(file) for file in (*lists, *files)).encode())

    def face(self, family: str, weight: int) -> Face:
        """Return the face of a family nearest to a weight: Regular, or Bold from 550 on."""
        bold = weight >= _LIGHTEST_BOLD
        known = self._faces.get((family, bold))
        if known is None:
            files = self.stacks.families[family]
            name = files.bold or files.regular if bold else files.regular
            known = self._faces[family, bold] = Face(name, files.face)
        return known

    def choose(self, cluster: str, script: str, language: Language, weight: int) -> Face | None:
        """Return the first face that has every character of a grapheme cluster, or `None`.

        `script` is that of the cluster, or ``Zyyy`` if it belongs to no script in particular.
        """
        bold = weight >= _LIGHTEST_BOLD
        key = (cluster, script, language.tag, bold)
        with suppress(KeyError):  # another thread may be clearing them
            return self._chosen[key]
        faces = self.candidates(script, language, weight)
        found = next((face for face in faces if covers(face, cluster)), None)
        if len(self._chosen) >= _MOST_REMEMBERED:
            self._chosen.clear()
        self._chosen[key] = found
        return found

    def candidates(self, script: str, language: Language, weight: int) -> tuple[Face, ...]:
        """Return the faces to try for a script in a language, best first, fallback and all others last."""
        bold = weight >= _LIGHTEST_BOLD
        key = (script, language.tag, bold)
        known = self._candidates.get(key)
        if known is None:
            names = dict.fromkeys(self._names(script, language))
            faces = tuple(self.face(name, BOLD if bold else 400) for name in names)
            known = self._candidates[key] = (self._leader, *faces) if self._leader else faces
        return known

    def _names(self, script: str, language: Language) -> Iterator[str]:
        if script in scripts_written_by(language.script):
            yield from self.stacks.language_stack(language)
        yield from self.stacks.stack(script)
        yield from self.stacks.fallback
        yield from self.stacks.families


def covers(face: Face, cluster: str) -> bool:
    """Tell whether a face can draw a cluster as it is, or taken apart into letters and marks."""
    return not lacking(face, cluster) or not lacking(face, unicodedata.normalize("NFD", cluster))


def lacking(face: Face, cluster: str) -> tuple[str, ...]:
    """Return the visible characters of a cluster that a face has not; no font has control characters."""
    return tuple(
        char for char in cluster if not is_ignorable(char) and (is_control(char) or not face.covers(char))
    )
