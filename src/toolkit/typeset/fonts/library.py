"""The font library: faces by family and look, and which of them sets a piece of text."""

import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from toolkit.files import sha256_of, sha256_of_file
from toolkit.languages import Language
from toolkit.sources.workspace.fonts import FONTS_FILE, FontStacks, load_fonts
from toolkit.typeset.fonts.face import Cut, Face
from toolkit.typeset.fonts.matching import matching_scale
from toolkit.typeset.style import NO_VOICE, Look
from toolkit.typeset.unicode.scripts import COMMON, is_control, is_ignorable, scripts_written_by

_MOST_REMEMBERED = 50_000  # clusters; a server sees ever new ones


PLAIN_LOOK: Final = Look()


class FontLibrary:
    """The fonts of one folder or more, opened when first needed and kept.

    Nothing else is ever used: a system font cannot slip in. Pickling carries the lists, not the fonts.
    """

    def __init__(self, folders: tuple[Path, ...], stacks: FontStacks) -> None:
        self.folders = folders
        self.stacks = stacks
        self._leader: Face | None = None
        self._faces: dict[tuple[Path, int, Cut], Face] = {}
        self._candidates: dict[tuple[str, str, Look, str | None], tuple[Face, ...]] = {}
        self._covered: dict[str, dict[str, bool]] = {}
        self._families: dict[tuple[str, str, Look], tuple[str, ...]] = {}
        self._chosen: dict[tuple[str, str, str, Look, str | None], Face | None] = {}

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
        for kept in (self._faces, self._candidates, self._covered, self._families, self._chosen):
            kept.clear()

    @property
    def folder(self) -> Path:
        """The folder that comes first."""
        return self.folders[0]

    def led_by(self, font: Path, face: int = 0) -> Self:
        """Return a library that tries one font file before its own fonts, whatever the look.

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

    def face(self, family: str, look: Look = PLAIN_LOOK, *scripts: str, scale: float = 1.0) -> Face:
        """Return the face of a family nearest to a look (CSS Fonts 4, 5.2), as a script is set with it.

        `scripts` are the names that a voice may have for the script.
        """
        files = self.stacks.families[family]
        found = files.match(look.weight, italic=look.italic, width=look.width)
        cut = Cut(
            variations=found.at(look.weight, look.width),
            scale=scale,
            skew=look.voice.skew_for(*scripts),
            features=look.voice.features_for(*scripts),
        )
        key = (found.file, found.index, cut)
        known = self._faces.get(key)
        if known is None:
            known = self._faces[key] = Face(found.file, found.index, cut)
        return known

    def lead(self, clusters: Collection[str], script: str, language: Language, look: Look) -> str | None:
        """Return the family that sets all of a script in a text, or none where each cluster finds its own.

        It is the first that has every cluster: so no word is in two fonts of one script.
        """
        families = self.families_of(script, language, look)
        return next((name for name in families if not self.lacking(name, clusters)), None)

    def lacking(self, family: str, clusters: Collection[str]) -> tuple[str, ...]:
        """Return the clusters that a family has not."""
        known = self._covered.setdefault(family, {})
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        lacking = []
        for cluster in clusters:
            has = known.get(cluster)
            if has is None:
                has = known[cluster] = covers(self.face(family), cluster)
            if not has:
                lacking.append(cluster)
        return tuple(lacking)

    def families_of(self, script: str, language: Language, look: Look) -> tuple[str, ...]:
        """Return the families meant for a script in a language, those of the look's voice first."""
        key = (script, language.tag, look)
        known = self._families.get(key)
        if known is None:
            known = self._families[key] = self._families_of(script, language, look)
        return known

    def _families_of(self, script: str, language: Language, look: Look) -> tuple[str, ...]:
        own = look.voice.families_for(*_names_of(script, language))
        usual = self.stacks.language_stack(language) if script in _written_by(language) else ()
        return tuple(dict.fromkeys((*own, *usual, *self.stacks.stack(script))))

    def choose(
        self, cluster: str, script: str, language: Language, look: Look = PLAIN_LOOK, lead: str | None = None
    ) -> Face | None:
        """Return the first face that has every character of a grapheme cluster, or `None`.

        `script` is that of the cluster, or ``Zyyy`` if it belongs to no script in particular; `lead` is a
        family to try before all others.
        """
        key = (cluster, script, language.tag, look, lead)
        with suppress(KeyError):  # another thread may be clearing them
            return self._chosen[key]
        faces = self.candidates(script, language, look, lead)
        found = next((face for face in faces if covers(face, cluster)), None)
        if len(self._chosen) >= _MOST_REMEMBERED:
            self._chosen.clear()
        self._chosen[key] = found
        return found

    def candidates(
        self, script: str, language: Language, look: Look = PLAIN_LOOK, lead: str | None = None
    ) -> tuple[Face, ...]:
        """Return the faces to try for a script in a language, best first, fallback and all others last."""
        key = (script, language.tag, look, lead)
        known = self._candidates.get(key)
        if known is None:
            names = dict.fromkeys((*((lead,) if lead else ()), *self._names(script, language)))
            faces = tuple(self._sized(name, script, language, look) for name in names)
            known = self._candidates[key] = (self._leader, *faces) if self._leader else faces
        return known

    def _sized(self, family: str, script: str, language: Language, look: Look) -> Face:
        """Return a face at the size that it has beside the other families of a voice."""
        voice = look.voice
        if voice == NO_VOICE:
            return self.face(family, look)
        names = _names_of(script, language)
        scale = voice.scale_for(*names)
        if scale is None and family not in voice.families_for(*names):
            scale = self._matching(family, script, language, look)
        return self.face(family, look, *names, scale=scale or 1.0)

    def _matching(self, family: str, script: str, language: Language, look: Look) -> float:
        """Return how large a usual family is set beside the first one of a voice."""
        first = look.voice.first_family
        if first is None or first == family:
            return 1.0
        face, written = self.face(first, look), script if script != COMMON else language.script
        homes = (self._standard(name) for name in ("Latn", "Cyrl", "Grek", written, *self.stacks.scripts))
        usual = next((name for name in homes if name and self._share_letters(first, name)), None)
        if usual is None:
            return 1.0
        return matching_scale(face, self.face(usual, look), self.face(family, look), written)

    def _standard(self, script: str) -> str | None:
        """Return the family that the toolkit itself has for a script."""
        stack = self.stacks.stack(script)
        return next((name for name in stack if name in self.stacks.standard), stack[-1] if stack else None)

    def _share_letters(self, one: str, other: str) -> bool:
        shared = self.face(one).characters() & self.face(other).characters()
        return any(chr(code).isalpha() for code in shared)

    def _names(self, script: str, language: Language) -> Iterator[str]:
        if script in _written_by(language):
            yield from self.stacks.language_stack(language)
        yield from self.stacks.stack(script)
        yield from self.stacks.fallback
        yield from self.stacks.families


def _written_by(language: Language) -> tuple[str, ...]:
    return scripts_written_by(language.script)


def _names_of(script: str, language: Language) -> tuple[str, ...]:
    """Return the names a script goes by in a voice: its own, and that of the language written in it."""
    return (language.script, script) if script in _written_by(language) else (script,)


def covers(face: Face, cluster: str) -> bool:
    """Tell whether a face can draw a cluster as it is, or taken apart into letters and marks."""
    return not lacking(face, cluster) or not lacking(face, unicodedata.normalize("NFD", cluster))


def lacking(face: Face, cluster: str) -> tuple[str, ...]:
    """Return the visible characters of a cluster that a face has not; no font has control characters."""
    return tuple(
        char for char in cluster if not is_ignorable(char) and (is_control(char) or not face.covers(char))
    )
