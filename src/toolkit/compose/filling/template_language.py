"""The language of `{{ … }}`: a small, bounded part of Jinja, which gives the same words on every day.

A template of any kind ends at once. So only the syntax, filters and tests listed here exist, there are no
functions at all (`range`, `lipsum`, `cycler`), and lengths, numbers and steps have limits. What a limit stops
is told while nothing large has been made yet.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS

__all__ = ["FILTERS", "TESTS", "LanguageError", "TemplateLanguage", "bounded_steps", "checked"]

LONGEST_SOURCE: Final = 10_000
"""Characters of a template."""
LONGEST_TEXT: Final = 10_000
"""Characters of anything that a template makes."""
_LONGEST_LIST: Final = 1_000
_LARGEST_NUMBER: Final = 10**18
_LARGEST_POWER: Final = 64
_MOST_STEPS: Final = 20_000  # parts of the bodies of loops, each time round
_DEEPEST: Final = 40
_SIGNS: Final = 3  # of '...'

_SYNTAX: Final = (
    *(nodes.Template, nodes.TemplateData, nodes.Output, nodes.If, nodes.For, nodes.Assign),
    *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Slice, nodes.Getitem, nodes.Getattr),
    *(nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.Compare, nodes.Operand),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Concat),
    *(nodes.Filter, nodes.Test, nodes.Keyword),
)
_WORDS_FOR: Final = {
    nodes.Macro: "{% macro %}",
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.FromImport: "{% import %}",
    nodes.Extends: "{% extends %}",
    nodes.AssignBlock: "{% set %} over a block",
    nodes.Dict: "a table {…: …}",
}
_LOOP, _JOINED, _FLAT = "_loop", "_joined", "_flat"


class LanguageError(TemplateError):
    """Something that templates may not do; the message says what."""


class TemplateLanguage(ImmutableSandboxedEnvironment):
    """The environment in which templates run: nothing but what this module lists."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, finalize: Callable[[object], object]) -> None:
        # Plain text goes in and comes out; XML escaping is lxml's work, so autoescape would double it.
        # Nothing is worked out while compiling: that would be outside of all limits.
        super().__init__(
            undefined=StrictUndefined,
            autoescape=False,
            optimized=False,
            finalize=lambda value: finalize(plain_value(value)),
        )
        self.globals.clear()
        self.filters = {**FILTERS, _LOOP: _loop, _JOINED: _joined, _FLAT: _flat}
        self.tests = {name: JINJA_TESTS[name] for name in TESTS}

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Work an operator out, once it is known that the result is small."""
        _refuse_large_result(operator, left, right)
        return _kept(super().call_binop(context, operator, left, right))


def checked(tree: nodes.Template) -> nodes.Template:
    """Return a template that holds only what is listed here, with its loops and joins counted.

    Raises `LanguageError` for the first thing that is not available.
    """
    _check_depth(tree)
    for node in _walk(tree):
        _check_node(node)
    _count(tree)
    return tree


def _walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all below it, without recursion: a template may be nested as deep as it is long."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.iter_child_nodes())


def _check_depth(tree: nodes.Node) -> None:
    level: list[nodes.Node] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
    if level:
        raise LanguageError(f"it is nested more than {_DEEPEST} deep; write it in several slots")


def _check_node(node: nodes.Node) -> None:
    if not isinstance(node, _SYNTAX):
        raise LanguageError(f"{_named(node)} is not available; filters are {', '.join(FILTERS)}")
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise LanguageError(f"there is no filter '{node.name}'; filters are {', '.join(FILTERS)}")
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        raise LanguageError(f"there is no test '{node.name}'; tests are {', '.join(TESTS)}")
    if isinstance(node, nodes.For) and node.recursive:
        raise LanguageError("recursive loops are not available")


def _named(node: nodes.Node) -> str:
    """Return how people write a node that templates do not have."""
    if isinstance(node, nodes.Call):
        called = node.node
        name = getattr(called, "name", "") or getattr(called, "attr", "")
        return f"{name}()" if name else "calling what is no name"
    return _WORDS_FOR.get(type(node), f"'{type(node).__name__.lower()}'")


def _count(tree: nodes.Template) -> None:
    """Put a filter of our own around all that loops run over, lists hold and `~` joins."""
    for node in list(_walk(tree)):
        if isinstance(node, nodes.For):
            size = sum(1 for _ in _walk(node))
            node.iter = _filtered(node.iter, _LOOP, nodes.Const(size))
        for field, value in list(node.iter_fields()):
            if isinstance(value, list):
                setattr(node, field, [_guarded(item) for item in value])
            else:
                setattr(node, field, _guarded(value))


def _guarded(value: Any) -> Any:  # noqa: ANN401  fields of nodes hold anything
    if isinstance(value, nodes.Concat):
        return _filtered(nodes.List(value.nodes), _JOINED)
    if isinstance(value, nodes.List) or (isinstance(value, nodes.Tuple) and value.ctx == "load"):
        return _filtered(value, _FLAT)
    return value


def _filtered(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)


_steps: ContextVar[list[int]] = ContextVar("steps of loops that are left")


@contextmanager
def bounded_steps() -> Iterator[None]:
    """Let a template run with all its steps before it, which its loops use up."""
    token = _steps.set([_MOST_STEPS])
    try:
        yield
    finally:
        _steps.reset(token)


def plain_value(value: object) -> object:
    """Return a value that can be shown; raise `LanguageError` for a list or a part of the program.

    Undefined values say so themselves. Whether a number or words: their length is bounded.
    """
    if value is None or isinstance(value, str | int | float | Undefined):
        return _kept(value)
    what = "a list" if isinstance(value, list | tuple) else "something that is no text"
    raise LanguageError(f"{what} cannot be shown; use first, last or join")


def _kept(value: Any) -> Any:  # noqa: ANN401  a value of a template
    """Return a value; raise `LanguageError` if it is too large."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise LanguageError(f"a text of {len(value):,} characters; at most {LONGEST_TEXT:,} are made")
    if isinstance(value, list | tuple) and len(value) > _LONGEST_LIST:
        raise LanguageError(f"a list of {len(value):,} parts; at most {_LONGEST_LIST:,} are made")
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        raise LanguageError("a number of more than 18 digits")
    return value


def _refuse_large_result(operator: str, left: object, right: object) -> None:
    if operator == "%" and isinstance(left, str):
        raise LanguageError("formatting with % is not available; put the value in {{ }}")
    if operator == "**" and _number(right) > _LARGEST_POWER:
        raise LanguageError(f"a power of more than {_LARGEST_POWER}")
    if operator == "*":
        length = max(_length(left) * _number(right), _length(right) * _number(left))
        if length > LONGEST_TEXT:
            raise LanguageError(f"a text of {length:,.0f} characters; at most {LONGEST_TEXT:,} are made")


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else 0.0


def _loop(value: Any, size: int) -> list[Any]:  # noqa: ANN401  see above
    """Return what a loop runs over; raise `LanguageError` when it would take too many steps."""
    items = list(_kept(value))
    left = _steps.get()
    left[0] -= size * len(items)
    if left[0] < 0:
        raise LanguageError(f"its loops take more than {_MOST_STEPS:,} steps")
    return items


def _joined(values: list[object]) -> str:
    return str(_kept("".join(_words(value) for value in values)))


def _flat(values: list[object] | tuple[object, ...]) -> list[object]:
    """Return a list of plain values: lists of lists double with each step."""
    return list(_kept([plain_value(value) for value in values]))


def _words(value: object) -> str:
    """Return the text of a value."""
    return "" if value is None else str(plain_value(value))


def _parts(value: object) -> list[str]:
    """Return the parts of a list, or the characters of a text."""
    if isinstance(value, str | list | tuple):
        return [_words(part) for part in _kept(value)]
    raise LanguageError("a list is needed here")


def _title(value: object) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in _words(value).split(" "))


def _replace(value: object, old: object, new: object) -> str:
    text, wanted, instead = _words(value), _words(old), _words(new)
    found = text.count(wanted)
    if len(text) + found * (len(instead) - len(wanted)) > LONGEST_TEXT:
        raise LanguageError(f"replacing makes a text of more than {LONGEST_TEXT:,} characters")
    return text.replace(wanted, instead)


def _default(value: object, instead: object = "", even_if_empty: object = False) -> object:  # noqa: FBT002
    is_missing = isinstance(value, Undefined) or (bool(even_if_empty) and not value)
    return instead if is_missing else value


def _split(value: object, at: object = None) -> list[str]:
    return list(_kept(_words(value).split(None if at is None else _words(at))))


def _join(value: object, between: object = "") -> str:
    parts, sign = _parts(value), _words(between)
    length = sum(map(len, parts)) + len(sign) * max(len(parts) - 1, 0)
    if length > LONGEST_TEXT:
        raise LanguageError(f"a text of {length:,} characters; at most {LONGEST_TEXT:,} are made")
    return sign.join(parts)


def _first(value: object) -> str:
    return next(iter(_parts(value)), "")


def _last(value: object) -> str:
    return next(reversed(_parts(value)), "")


def _int(value: object, instead: object = 0) -> object:
    try:
        return _kept(int(float(_words(value))))
    except (ValueError, OverflowError):
        return instead


def _float(value: object, instead: object = 0.0) -> object:
    try:
        return float(_words(value))
    except (ValueError, OverflowError):
        return instead


def _round(value: object, digits: object = 0) -> float:
    number, places = _float(value), _int(digits)
    if not isinstance(number, float) or not isinstance(places, int) or abs(places) > _LARGEST_POWER:
        raise LanguageError("round needs a number and how many digits to keep")
    return round(number, places)


def _truncate(value: object, length: object = 255, end: object = "...") -> str:
    text, tail, most = _words(value), _words(end), _int(length)
    if not isinstance(most, int) or most < _SIGNS:
        raise LanguageError(f"truncate needs a length of {_SIGNS} or more")
    return text if len(text) <= most else text[: max(most - len(tail), 0)].rsplit(" ", 1)[0] + tail


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "capitalize": lambda value: _words(value).capitalize(),
    "default": _default,
    "first": _first,
    "float": _float,
    "int": _int,
    "join": _join,
    "last": _last,
    "length": lambda value: len(_parts(value)),
    "lower": lambda value: _words(value).lower(),
    "replace": _replace,
    "round": _round,
    "split": _split,
    "title": _title,
    "trim": lambda value: _words(value).strip(),
    "truncate": _truncate,
    "upper": lambda value: _words(value).upper(),
}
"""The filters that templates have; each takes and gives plain values of bounded length."""

TESTS: Final = (
    *("defined", "undefined", "none", "string", "number", "odd", "even", "divisibleby", "in"),
    *("eq", "ne", "lt", "le", "gt", "ge"),
)
"""The tests that templates have, with Jinja's meaning."""
