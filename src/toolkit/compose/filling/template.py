"""Filling `{{ … }}` with copy: Jinja, sandboxed, on plain text (never on the XML itself)."""

import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Template, TemplateError, meta, nodes

from toolkit.compose.filling.template_language import (
    LONGEST_SOURCE,
    LONGEST_TEXT,
    LanguageError,
    TemplateLanguage,
    bounded_steps,
    checked,
)

_FSI, _RLI, _PDI = "\u2068", "\u2067", "\u2069"
_WHOLE = re.compile(r"\s*\{\{[^{}]*\}\}\s*$")
# What an expression of a designer may do wrong, besides Jinja's own complaints.
_SLIPS = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, SyntaxError),
    *(RecursionError, MemoryError),  # of the compiler, for what is nested too deep
)
_SHOWN = 60  # characters of a template in a message
# Code points that no XML document may hold (XML 1.0, 2.2 Char), apart from the ones text may use.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class TemplateTextError(ValueError):
    """A template that cannot be filled, with the reason in plain words."""


class RightToLeft(str):
    """A value that runs from right to left whatever its first letter: hours with a Latin clock in Urdu."""

    __slots__ = ()


def _isolated(value: object) -> str:
    """Wrap an inserted value in FSI … PDI so that it cannot reorder its neighbours (UAX #9, 2.7)."""
    text = "" if value is None else str(value)
    opening = _RLI if isinstance(value, RightToLeft) else _FSI
    return f"{opening}{text}{_PDI}" if text else ""


def _as_it_is(value: object) -> object:
    return value


_ALONE = TemplateLanguage(finalize=_as_it_is)
_AMONG = TemplateLanguage(finalize=_isolated)


def fill(source: str, values: Mapping[str, object]) -> str:
    """Return template text with its values in place; raise `TemplateTextError` for what cannot be filled.

    A value that is the whole text stays as it is; one among other words is isolated for the bidi algorithm.
    """
    name = _lone_name(source)
    lone = values.get(name) if name else None
    try:
        text = lone if isinstance(lone, str) else _rendered(source, values)
    except _SLIPS as error:
        raise TemplateTextError(_plain(error, source)) from error
    if match := _FORBIDDEN.search(text):
        raise TemplateTextError(f"the text holds the control character U+{ord(match[0]):04X}; delete it")
    return text.strip()


@lru_cache(maxsize=1024)
def never_filled(source: str) -> str:
    """Return why a template is refused whatever its values are: it asks for what templates may not do.

    Mistakes that depend on the values, such as a name that is not there, are told when it is filled.
    """
    try:
        _rendered(source, dict.fromkeys(names_in(source), "1"))
    except LanguageError as error:
        return _plain(error, source)
    except _SLIPS:
        pass
    return ""


@lru_cache(maxsize=1024)
def names_in(source: str) -> tuple[str, ...]:
    """Return the names of the values that template text speaks of, sorted; none if it cannot be read."""
    try:
        return tuple(sorted(meta.find_undeclared_variables(_parsed(source))))
    except _SLIPS:
        return ()  # said when the template is filled


@lru_cache(maxsize=1024)
def _lone_name(source: str) -> str:
    """Return the name of a template that is one value and nothing else, which Jinja would only copy."""
    try:
        match _parsed(source.strip()).body:
            case [nodes.Output(nodes=[nodes.Name(name=name)])]:
                return str(name)
    except _SLIPS:
        pass  # said when the template is filled
    return ""


@lru_cache(maxsize=1024)
def _compiled(source: str) -> Template:
    environment = _ALONE if _WHOLE.match(source) else _AMONG
    return environment.from_string(_parsed(source))


def _parsed(source: str) -> nodes.Template:
    """Return the tree of a template that holds only what templates may."""
    if len(source) > LONGEST_SOURCE:
        raise LanguageError(f"it has {len(source):,} characters; at most {LONGEST_SOURCE:,} are read")
    return checked(_ALONE.parse(source))


def _rendered(source: str, values: Mapping[str, object]) -> str:
    """Return the text that a template makes, as long as that is bounded."""
    for name in names_in(source):
        if len(str(values.get(name, ""))) > LONGEST_TEXT:
            raise LanguageError(f"'{name}' has more than {LONGEST_TEXT:,} characters")
    pieces, length = [], 0
    with bounded_steps():
        for piece in _compiled(source).generate(values):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST_TEXT:
                raise LanguageError(f"it makes a text of more than {LONGEST_TEXT:,} characters")
    return "".join(pieces)


def _plain(error: Exception, source: str) -> str:
    shown = source if len(source) <= _SHOWN else f"{source[: _SHOWN - 1]}…"
    reason = "it is nested too deep" if isinstance(error, RecursionError | MemoryError) else str(error)
    return f"the template cannot be filled: {reason or type(error).__name__} in '{shown}'"
