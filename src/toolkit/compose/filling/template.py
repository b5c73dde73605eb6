"""Filling `{{ … }}` with copy: Jinja, sandboxed, on plain text (never on the XML itself)."""

import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FSI, _PDI = "\u2068", "\u2069"
_WHOLE = re.compile(r"\s*\{\{[^{}]*\}\}\s*$")
# What an expression of a designer may do wrong, besides Jinja's own complaints.
_SLIPS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError)
# Code points that no XML document may hold (XML 1.0, 2.2 Char), apart from the ones text may use.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class TemplateTextError(ValueError):
    """A template that cannot be filled, with the reason in plain words."""


def _isolated(value: object) -> str:
    """Wrap an inserted value in FSI … PDI so that it cannot reorder its neighbours (UAX #9, 2.7)."""
    text = "" if value is None else str(value)
    return f"{_FSI}{text}{_PDI}" if text else ""


# Plain text goes in and plain text comes out; XML escaping is lxml's work, so autoescape would double it.
_ALONE = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_AMONG = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=_isolated)


def fill(source: str, values: Mapping[str, object]) -> str:
    """Return template text with its values in place; raise `TemplateTextError` for what cannot be filled.

    A value that is the whole text stays as it is; one among other words is isolated for the bidi algorithm.
    """
    name = _lone_name(source)
    lone = values.get(name) if name else None
    try:
        text = lone if isinstance(lone, str) else _compiled(source).render(values)
    except _SLIPS as error:
        raise TemplateTextError(_plain(error)) from error
    if match := _FORBIDDEN.search(text):
        raise TemplateTextError(f"the text holds the control character U+{ord(match[0]):04X}; delete it")
    return text.strip()


@lru_cache(maxsize=1024)
def names_in(source: str) -> tuple[str, ...]:
    """Return the names of the values that template text speaks of, sorted; none if it cannot be read."""
    try:
        return tuple(sorted(meta.find_undeclared_variables(_ALONE.parse(source))))
    except TemplateError:
        return ()


@lru_cache(maxsize=1024)
def _lone_name(source: str) -> str:
    """Return the name of a template that is one value and nothing else, which Jinja would only copy."""
    try:
        match _ALONE.parse(source.strip()).body:
            case [nodes.Output(nodes=[nodes.Name(name=name)])]:
                return str(name)
    except TemplateError:
        pass  # said when the template is filled
    return ""


@lru_cache(maxsize=1024)
def _compiled(source: str) -> Template:
    environment = _ALONE if _WHOLE.match(source) else _AMONG
    return environment.from_string(source)


def _plain(error: Exception) -> str:
    return f"the template cannot be filled: {error or type(error).__name__}"
