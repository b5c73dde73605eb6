"""Keys: a digest of everything that a laid-out picture follows from, so that it need not be laid out again.

Only what a picture can show counts: of the words of a language those that the slots of its drawing name, of a
design the drawing and the rules of its slots. Bytes count, never paths or dates.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from typing import TypeVar

from pydantic import BaseModel

from toolkit.compose.artboard.slots import artwork_templates, words_of
from toolkit.compose.filling.fill import template_of
from toolkit.compose.filling.template import TemplateTextError, fill, names_in
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.compose.svg.tool_names import folded
from toolkit.compose.values import Value, Values
from toolkit.pipeline.cache.fingerprint import fingerprint
from toolkit.pipeline.context import LanguageSetting, ProjectContext, setting_of
from toolkit.pipeline.jobs import DrawingKey, PictureKey, ResolvedJob, WordsKey
from toolkit.sources.workspace.design import Design, SlotRules
from toolkit.sources.workspace.images import PictureError
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.sources.workspace.typography import LanguageTypography
from toolkit.svg.parser import SvgError

_SIZE = 32  # bytes: as strong as SHA-256
_MOST_KEPT = 20_000  # of each kind; rows of partners may be many
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_.-]+")
# What lets a drawing say a name in other bytes than its own: character references, foreign encodings.
_DISGUISED = re.compile(rb"&#|\0|<\?xml[^>]*encoding=(?![\"'](?:utf-8|us-ascii)[\"'])", re.IGNORECASE)

Thing = TypeVar("Thing")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What the keys of one drawing in one look have in common."""

    digest: bytes
    names: tuple[str, ...]
    """The values that its slots speak of."""
    pictures: tuple[str, ...]
    """The templates that give the names of pictures."""


@dataclass(frozen=True, slots=True)
class LayoutKeys:
    """Makes the keys of one project as it was read; what several pictures share is hashed once."""

    context: ProjectContext
    base: bytes
    _drawings: dict[DrawingKey, _Drawing] = field(default_factory=dict)
    _values: dict[tuple[WordsKey, str], bytes] = field(default_factory=dict)
    _words: dict[PictureKey, bytes] = field(default_factory=dict)
    _settings: dict[tuple[WordsKey, bool], bytes] = field(default_factory=dict)
    _typographies: dict[str, bytes] = field(default_factory=dict)
    _canvases: dict[CanvasSpec, bytes] = field(default_factory=dict)
    _pictures: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, context: ProjectContext) -> "LayoutKeys":
        """Hash what every picture depends on: the code that lays out, the libraries below it, every font."""
        code = fingerprint(__name__, "toolkit.pipeline.layout.tasks")
        return cls(context, _digest(code, context.fonts.digest))

    def layout(self, job: ResolvedJob, caps: Mapping[str, float] | None = None) -> str:
        """Return the key of a laid-out picture: BLAKE2b of 32 bytes, in lower-case hexadecimal.

        It stands for SVG, layout and problems as `ProjectContext.compose` makes them of a job and caps.
        """
        digest = hashlib.blake2b(self.base, digest_size=_SIZE)
        drawing = _kept(self._drawings, job.drawing, lambda: self._drawing(job))
        digest.update(drawing.digest)
        digest.update(_kept(self._words, job.picture, lambda: self._spoken(job, drawing)))
        digest.update(_kept(self._canvases, job.placement.canvas, lambda: _digest(job.placement.canvas)))
        if caps:
            digest.update(_digest(caps))
        return digest.hexdigest()

    def _drawing(self, job: ResolvedJob) -> _Drawing:
        replacements, texture = self.context.colours(job), self.context.look(job)[1]
        rules = slots_on(job.design, job.artboard)
        data = job.design.drawings[job.artboard]
        drawn = job.design.id, job.artboard, data, job.design.spec.fonts
        templates = {name: template_of(name, rule) for name, rule in rules.items()}
        spoken = {name for template in templates.values() for name in names_in(template)}
        return _Drawing(
            _digest(*drawn, rules, replacements, texture, self.context.voice(job)),
            tuple(sorted(spoken.union(_drawn_names(data)))),
            tuple(templates[name] for name, rule in sorted(rules.items()) if rule.kind == "picture"),
        )

    def _spoken(self, job: ResolvedJob, drawing: _Drawing) -> bytes:
        """Hash the values that a drawing speaks of, and how a language sets them."""
        values = self.context.values(job)
        setting = setting_of(job, self.context.project.typography)
        # A template that cannot be filled is told with the names of all values.
        start = _kept(
            self._settings, (job.words, setting.mirrored), lambda: self._start(setting, sorted(values))
        )
        digest = hashlib.blake2b(start, digest_size=_SIZE)
        for name in drawing.names:
            if name in values:
                digest.update(self._value(job.words, name, values[name]))
        for template in drawing.pictures:
            digest.update(_digest(self._picture(template, values)))
        return digest.digest()

    def _start(self, setting: LanguageSetting, names: list[str]) -> bytes:
        # The lists of a language are long, and the same for every row: they are hashed once.
        tag, lists = setting.language.tag, setting.typography
        known = _kept(self._typographies, tag, lambda: _digest(lists))
        return _digest(replace(setting, typography=LanguageTypography()), known, names)

    def _value(self, words: WordsKey, name: str, value: Value) -> bytes:
        return _kept(self._values, (words, name), lambda: _digest(name, value))

    def _picture(self, template: str, values: Values) -> str:
        """Return the digest of the picture that a slot shows, or why it shows none."""
        try:
            name = fill(template, {name: value.text for name, value in values.items()})
        except TemplateTextError as error:
            return str(error)
        return _kept(self._pictures, name, lambda: self._file(name)) if name else ""

    def _file(self, name: str) -> str:
        try:
            return hashlib.sha256(self.context.picture_path(name).read_bytes()).hexdigest()
        except PictureError as error:
            return str(error)
        except OSError as error:
            return str(error.strerror)


def slots_on(design: Design, artboard: str) -> Mapping[str, SlotRules]:
    """Return the rules of the slots that a drawing may have: those whose name stands anywhere in the file.

    A name that a file could write in other bytes counts as standing there.
    """
    data, rules = design.drawings[artboard], design.rules(artboard)
    if _DISGUISED.search(data):
        return rules
    small = data.lower()
    return {
        name: rule
        for name, rule in rules.items()
        if not _PLAIN_NAME.fullmatch(name)
        # Tools write other capitals, and other signs between the words of a name.
        or all(part.encode() in small for part in folded(name).split("_"))
    }


@lru_cache(maxsize=512)
def _drawn_names(data: bytes) -> tuple[str, ...]:
    """Return the names of values in the words of a drawing itself."""
    if b"{" not in data and not _DISGUISED.search(data):
        return ()
    try:
        texts = artwork_templates(parse_svg(data))
    except SvgError:
        return ()
    return tuple(name for text in texts for name in names_in(" ".join(words_of(text).split())))


def _kept(kept: dict[Key, Thing], key: Key, make: Callable[[], Thing]) -> Thing:
    found = kept.get(key)
    if found is None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        found = kept[key] = make()
    return found


def _digest(*things: object) -> bytes:
    """Hash plain values, dataclasses and records; what cannot be told in full is a `TypeError`."""
    return hashlib.blake2b(_PLAIN_TEXT.encode(things).encode(), digest_size=_SIZE).digest()


def _plain(thing: object) -> object:
    if isinstance(thing, bytes):
        return hashlib.sha256(thing).hexdigest()
    if isinstance(thing, BaseModel):
        return dict(thing)
    if isinstance(thing, Mapping):
        return dict(thing)
    if is_dataclass(thing):
        return {entry.name: getattr(thing, entry.name) for entry in fields(thing)}
    raise TypeError(f"a key cannot be made of {type(thing).__name__}")


_PLAIN_TEXT = json.JSONEncoder(default=_plain, sort_keys=True, separators=(",", ":"))
