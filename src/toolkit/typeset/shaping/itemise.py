"""Itemising: which face, script, level and colour every character has, and the runs they form."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from toolkit.languages import Language
from toolkit.text_boundaries import grapheme_ends
from toolkit.typeset.fonts.face import Face, FontFeatures, Glyph
from toolkit.typeset.fonts.library import FontLibrary, lacking
from toolkit.typeset.style import NO_VOICE, Look
from toolkit.typeset.text.prepare import PreparedText
from toolkit.typeset.unicode.bidi import bidi_class, resolve_levels
from toolkit.typeset.unicode.scripts import (
    CJK_LANGUAGE_SCRIPTS,
    COMMON,
    EMOJI,
    char_script,
    cluster_script,
    resolve_scripts,
    scripts_written_by,
)

OPENING = frozenset("「『（【〔《〈［｛〖〘〝“‘")
CLOSING = frozenset("」』）】〕》〉］｝〗〙〟”’、。，．")
_MIDDLE = frozenset("・：；")


def halved(text: str) -> frozenset[int]:
    """Return the indices of marks that give up their blank half to the mark beside them."""
    return frozenset(index for index, char in enumerate(text) if _meets(text, index, char))


def _meets(text: str, index: int, char: str) -> bool:
    if char in CLOSING:
        after = text[index + 1 : index + 2]
        return bool(after) and (after in OPENING or after in CLOSING or after in _MIDDLE)
    before = text[index - 1 : index]
    return char in OPENING and bool(before) and (before in OPENING or before in _MIDDLE)


# Marks that Latin and CJK fonts both have, in widths of their own (East Asian Width A).
_AMBIGUOUS = frozenset("“”‘’…—·")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one face shapes in one go; `rtl` is its direction."""

    start: int
    end: int
    level: int
    face: Face
    script: str

    @property
    def rtl(self) -> bool:
        """Whether the run goes from right to left."""
        return self.level % 2 == 1


@dataclass(frozen=True, slots=True)
class ItemisedText:
    """A text with everything the shaper needs to know; index by character."""

    text: str
    codepoints: list[int]  # a list, because HarfBuzz takes nothing else
    language: Language
    base: int
    levels: tuple[int, ...]
    runs: tuple[Run, ...]
    fills: tuple[str | None, ...]
    halved: frozenset[int]
    missing: tuple[str, ...]
    passed_over: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """Families of the voice that have only some letters of a script, what sets it instead, what they lack."""

    def shaped(self, run: Run, start: int, end: int, features: FontFeatures | None = None) -> list[Glyph]:
        """Shape a part of a run (see `Face.shape`)."""
        return run.face.shape(
            self.codepoints,
            start,
            end,
            rtl=run.rtl,
            script=run.script,
            language=self.language.tag,
            features=features,
        )


def itemise(
    prepared: PreparedText, language: Language, fonts: FontLibrary, base: int | None = None
) -> ItemisedText:
    """Find levels, scripts and faces of a text, and cut it into runs.

    `base` is the level of the paragraph, 0 from left to right, 1 from right to left; by default that of the
    language.
    """
    text = prepared.text
    base = int(language.is_rtl) if base is None else base
    clusters = list(pairwise((0, *grapheme_ends(text))))
    levels = _levels(text, base, clusters)
    scripts = _scripts(text, language.script, clusters)
    leads = _leads(prepared, clusters, language, fonts)
    faces, missing = _choose_faces(prepared, clusters, language, fonts, leads)
    return ItemisedText(
        text=text,
        codepoints=list(map(ord, text)),
        language=language,
        base=base,
        levels=tuple(levels),
        runs=tuple(_runs(text, levels, scripts, faces)),
        fills=prepared.fills,
        halved=halved(text) if language.script in CJK_LANGUAGE_SCRIPTS else frozenset(),
        missing=missing,
        passed_over=tuple(_passed_over(prepared, clusters, language, fonts, leads)),
    )


def paragraph_levels(text: str, base: int) -> list[int]:
    """Return the bidi levels of a text, each line of the source being a paragraph (P1)."""
    levels: list[int] = []
    for paragraph in text.splitlines(keepends=True) if "\n" in text else (text,):
        classes = [bidi_class(char) for char in paragraph]
        levels += resolve_levels(classes, base, paragraph)
    return levels


def _levels(text: str, base: int, clusters: list[tuple[int, int]]) -> list[int]:
    """Return the bidi levels, one for all characters of a cluster: no run may begin inside it."""
    levels = paragraph_levels(text, base)
    for start, end in clusters:
        if end - start > 1:
            levels[start:end] = [levels[start]] * (end - start)
    return levels


def _scripts(text: str, default: str, clusters: list[tuple[int, int]]) -> list[str]:
    """Return the scripts, one for each cluster: that of its letter, or of the marks on a shared sign."""
    scripts = resolve_scripts(text, default)
    for start, end in clusters:
        if end - start > 1:
            shared = char_script(text[start]) == COMMON
            scripts[start:end] = [scripts[end - 1 if shared else start]] * (end - start)
    return scripts


def _choose_faces(
    prepared: PreparedText,
    clusters: list[tuple[int, int]],
    language: Language,
    fonts: FontLibrary,
    leads: "Leads",
) -> tuple[list[Face], tuple[str, ...]]:
    text = prepared.text
    faces: list[Face] = []
    missing: dict[str, None] = {}
    chooser = _Chooser(language, fonts, leads)
    for start, end in clusters:
        cluster, look = text[start:end], prepared.looks[start]
        face = chooser.face(cluster, text[start - 1 : start], text[end : end + 1], look)
        if face is None:
            face, absent = _least_bad(cluster, fonts.candidates(COMMON, language, look))
            missing |= dict.fromkeys(absent)
        faces += [face] * (end - start)
    return faces, tuple(missing)


Leads = dict[tuple[str, Look], str | None]
"""The family that sets all of a script, by script and look."""


def _leads(
    prepared: PreparedText, clusters: list[tuple[int, int]], language: Language, fonts: FontLibrary
) -> Leads:
    """Find the family of each script: one for all of it, so that no word is in two fonts.

    What belongs to no script follows the first letters; a text without any is in a family that has all of it.
    """
    by_script: dict[str, dict[str, None]] = {}
    for start, end in clusters:
        script = _family_script(cluster_script(prepared.text[start:end]), language.script)
        by_script.setdefault(script, {})[prepared.text[start:end]] = None
    shared = by_script.pop(COMMON, {})
    leads: Leads = {}
    for look in dict.fromkeys(prepared.looks):
        for script, found in by_script.items():
            leads[script, look] = fonts.lead(found, script, language, look)
        if look.voice != NO_VOICE:
            first = next((script for script in by_script if script != EMOJI), None)
            own = leads[first, look] if first else fonts.lead(shared, COMMON, language, look)
            leads[COMMON, look] = own
    return leads


def _passed_over(
    prepared: PreparedText,
    clusters: list[tuple[int, int]],
    language: Language,
    fonts: FontLibrary,
    leads: Leads,
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the families that have some letters of a script in the text, but not all of them."""
    for (script, look), lead in leads.items():
        if script == COMMON or not look.voice.families:
            continue
        texts = (prepared.text[start:end] for start, end in clusters)
        found = dict.fromkeys(
            text for text in texts if _family_script(cluster_script(text), language.script) == script
        )
        for family in look.voice.families_for(language.script, script):
            lacking_here = fonts.lacking(family, found) if family != lead else ()
            if 0 < len(lacking_here) < len(found):
                yield family, lead or "", lacking_here


@lru_cache(maxsize=1024)
def _family_script(script: str, language_script: str) -> str:
    """Return the script whose family sets a letter: all that a language is written in has one family."""
    written = scripts_written_by(language_script)[:-1]
    return written[0] if script in written else script


class _Chooser:
    """Chooses faces along a text: what belongs to no script follows the letters before it."""

    def __init__(self, language: Language, fonts: FontLibrary, leads: Leads) -> None:
        self._language = language
        self._fonts = fonts
        self._leads = leads
        self._anchor: str | None = None
        self._cjk = language.script in CJK_LANGUAGE_SCRIPTS

    def face(self, cluster: str, before: str, after: str, look: Look) -> Face | None:
        script = cluster_script(cluster)
        if script == EMOJI:
            return self._choose(cluster, EMOJI, look)
        if script != COMMON:
            self._anchor = script
            return self._choose(cluster, script, look)
        if self._cjk and cluster in _AMBIGUOUS and not (_is_latin(before) and _is_latin(after)):
            return self._choose(cluster, COMMON, look)
        return self._choose(cluster, self._anchor or COMMON, look)

    def _choose(self, cluster: str, script: str, look: Look) -> Face | None:
        lead = self._leads.get((_family_script(script, self._language.script), look))
        return self._fonts.choose(cluster, script, self._language, look, lead)


def _is_latin(char: str) -> bool:
    return bool(char) and char_script(char) == "Latn"


def _least_bad(cluster: str, faces: tuple[Face, ...]) -> tuple[Face, tuple[str, ...]]:
    """Return the face with most of a cluster, and the characters that it has not."""
    best = min(faces, key=lambda face: len(lacking(face, cluster)))
    return best, lacking(best, cluster)


def _runs(text: str, levels: list[int], scripts: list[str], faces: list[Face]) -> Iterator[Run]:
    """Yield the runs of equal level, face and script; a newline ends a run and is in none."""
    start = 0
    length = len(text)
    while start < length:
        if text[start] == "\n":
            start += 1
            continue
        level, face, script = levels[start], faces[start], scripts[start]
        end = start + 1
        while (
            end < length
            and levels[end] == level
            and faces[end] is face
            and scripts[end] == script
            and text[end] != "\n"
        ):
            end += 1
        yield Run(start, end, level, face, script)
        start = end
