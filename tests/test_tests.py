"""The tests themselves: one that loops over nothing passes without having looked at anything."""

import ast
import re
import socket
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

# What gives as many things as it is given.
_KEEPING = frozenset(
    {"enumerate", "items", "keys", "list", "map", "reversed", "set", "sorted", "tuple", "values", "zip"}
    | {"chain", "pairwise", "permutations", "product"}
)
_ADDING = frozenset({"add", "append", "extend", "setdefault", "update"})


@dataclass(frozen=True)
class Loop:
    """A loop with an assertion in it; `all(…)` in an assertion is one too."""

    node: ast.AST
    runs_over: ast.expr


def vacuous(source: str) -> list[tuple[int, str]]:
    """Return line and test of each loop that asserts, over what may be empty for all that the test says.

    A loop is fine over something that the test or its module writes out, or that a helper of the module has
    looked at, and where an assertion outside of the loop says something of what it runs over, or of what it
    counts or collects. That something is not None does not say that there is anything in it. Tests with
    `@given` meet empty values on purpose.
    """
    tree = ast.parse(source)
    constants = {**_assigned(tree), **_asserting_helpers(tree)}
    return sorted(
        (loop.node.lineno, function.name)  # type: ignore[attr-defined]  # statements have lines
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and _is_example(function)
        for loop in _vacuous_loops(function, constants)
    )


def _is_example(function: ast.FunctionDef) -> bool:
    decorators = " ".join(map(ast.unparse, function.decorator_list))
    return function.name.startswith("test_") and "given(" not in decorators


def _vacuous_loops(function: ast.FunctionDef, constants: Mapping[str, ast.expr]) -> Iterator[Loop]:
    known = {**constants, **_assigned(function), **_parametrised(function)}
    around = _loops_around(function)
    said = [node for node in around if isinstance(node, ast.Assert) and not _says_only_not_none(node.test)]
    for loop in _asserting(function):
        of_what = [*_bases(loop.runs_over), *_collected(loop.node)]
        is_about = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, of_what))})(?!\w)")
        # What is said in a loop around this one is said whenever this one runs.
        texts = (
            ast.unparse(node.test)
            for node in said
            if node is not loop.node and around[node] <= around[loop.node]
        )
        if not _is_written_out(loop.runs_over, known) and not any(map(is_about.search, texts)):
            yield loop


def _loops_around(function: ast.FunctionDef) -> dict[ast.AST, set[ast.AST]]:
    """Every node of a function, and the loops that it lies in."""
    around: dict[ast.AST, set[ast.AST]] = {node: set() for node in ast.walk(function)}
    for loop in [node for node in around if isinstance(node, ast.For)]:
        for node in ast.walk(loop):
            if node is not loop:
                around[node].add(loop)
    return around


def _asserting_helpers(tree: ast.Module) -> dict[str, ast.expr]:
    """The functions that look at what they return, as ``name()``."""
    return {
        f"{node.name}()": ast.Constant(value=True)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any(isinstance(line, ast.Assert) for line in node.body)
    }


def _says_only_not_none(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot)


def _assigned(tree: ast.AST) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    body = tree.body if isinstance(tree, ast.Module) else ast.walk(tree)
    for node in body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
    return found


def _parametrised(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """The arguments that `parametrize` gives; they are written out in the test."""
    texts = [
        node.value
        for decorator in function.decorator_list
        for node in ast.walk(decorator)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {word.strip(): ast.Constant(value=True) for text in texts for word in text.split(",")}


def _asserting(function: ast.FunctionDef) -> Iterator[Loop]:
    for node in ast.walk(function):
        if isinstance(node, ast.For) and any(isinstance(inner, ast.Assert) for inner in ast.walk(node)):
            yield Loop(node, node.iter)
        elif isinstance(node, ast.Assert):
            yield from (Loop(node, runs_over) for runs_over in _all_of(node.test))


def _all_of(test: ast.expr) -> Iterator[ast.expr]:
    """What `all(…)` runs over, if it is the condition or one of several."""
    for part in test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]:
        match part:
            case ast.Call(func=ast.Name(id="all"), args=[ast.GeneratorExp(generators=[first, *_])]):
                yield first.iter


def _bases(value: ast.expr) -> Iterator[str]:
    """The things that a loop runs over, without what leaves their number as it is."""
    match value:
        case ast.Call() if _name(value) in _KEEPING:
            yield from (base for inner in _inner(value) for base in _bases(inner))
        case _:
            yield ast.unparse(value)


def _collected(loop: ast.AST) -> Iterator[str]:
    """The names that a loop counts or collects something in."""
    for node in ast.walk(loop):
        match node:
            case ast.AugAssign(target=ast.Name(id=name)):
                yield name
            case ast.Call(func=ast.Attribute(value=owner, attr=attr)) if attr in _ADDING:
                yield from (inner.id for inner in ast.walk(owner) if isinstance(inner, ast.Name))


def _is_written_out(value: ast.expr, known: Mapping[str, ast.expr]) -> bool:
    """Tell whether something is there for sure."""
    match value:
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            sure = any(not isinstance(part, ast.Starred) for part in parts)
            return sure or _any_written_out((part.value for part in parts), known)  # type: ignore[attr-defined]
        case ast.Dict(keys=parts) | ast.Constant(value=parts):
            return bool(parts)
        case ast.Name(id=name) if name in known:
            rest = {other: it for other, it in known.items() if other != name}
            return _is_written_out(known[name], rest)
        case ast.ListComp(generators=[one]) | ast.DictComp(generators=[one]) if not one.ifs:
            return _is_written_out(one.iter, known)
        case ast.Call():
            name = _name(value)
            sure = name == "range" or f"{name}()" in known
            return sure or (name in _KEEPING and _any_written_out(_inner(value), known))
    return False


def _any_written_out(values: Iterable[ast.expr], known: Mapping[str, ast.expr]) -> bool:
    return any(_is_written_out(value, known) for value in values)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def _inner(call: ast.Call) -> list[ast.expr]:
    return [*([call.func.value] if isinstance(call.func, ast.Attribute) else []), *call.args]


def test_no_loop_can_pass_over_nothing() -> None:
    """Before a test asserts in a loop over what it loaded, it asserts that something was."""
    files = sorted(TESTS.rglob("test_*.py"))
    assert len(files) > 50
    found = [
        f"{path.relative_to(TESTS)}:{line} {name}: assert first that there is something to loop over"
        for path in files
        for line, name in vacuous(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "body",
    [
        "for row in load(): assert row",
        "rows = load()\n for row in rows: assert row",
        "for name, row in load().items(): assert row",
        "assert deck is not None\n for row in deck: assert row",
        "assert decks\n for deck in decks:\n  for row in deck.rows: assert row",
        "assert all(row for row in load())",
        "rows = [row for row in load()]\n assert all(row for row in rows)",
        "for a, b in zip(load(), other(), strict=True): assert a",
        "rows = ()\n for row in rows: assert row",
        "for name in (1, 2):\n  for row in load(name): assert row",
    ],
)
def test_a_loop_over_what_may_be_nothing_is_found(body: str) -> None:
    """Loaded things, what is in them, and `all`."""
    assert vacuous(f"def test_it(decks, deck):\n {body}\n")


@pytest.mark.parametrize(
    "body",
    [
        "for row in (1, 2): assert row",
        "for row in ROWS.values(): assert row",
        "for number, row in enumerate(sorted(ROWS)): assert row",
        "for row in given: assert row",
        "rows = load()\n assert rows\n for row in rows: assert row",
        "rows = load()\n for row in rows: assert row\n assert len(rows) > 3",
        "seen = 0\n for row in load():\n  assert row\n  seen += 1\n assert seen",
        "rows = load()\n assert rows\n assert all(row for row in rows)",
        "rows = [row for row in (1, 2)]\n for row in rows: assert row",
        "for row in load(): print(row)",
        "for row in looked_at(): assert row",
        "for name in (1, 2):\n  rows = load(name)\n  assert rows\n  for row in rows: assert row",
    ],
)
def test_a_loop_over_something_is_fine(body: str) -> None:
    """What is written out, parametrised, asserted, counted, or does not assert."""
    helper = "def looked_at():\n rows = load()\n assert rows\n return rows\n"
    source = f'ROWS = {{1: 2}}\n{helper}@parametrize("given, b", [])\ndef test_it(given, b):\n {body}\n'
    assert vacuous(source) == []


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("files.example", 443)])
def test_no_test_reaches_the_network(address: tuple[str, int]) -> None:
    """Addresses (RFC 5737) and names alike fail at once, with words that say why."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line,
        pytest.raises(pytest.fail.Exception, match=f"a test connects to {address[0]}: tests run offline"),
    ):
        line.connect(address)


def test_this_machine_may_be_reached() -> None:
    """Workers talk to one another here."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert server.accept()[0].close() is None
