"""Keys that cannot lie: what a result depends on is read from the sources, and compared with what loads."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.pipeline.cache import fingerprint as module
from toolkit.pipeline.cache.fingerprint import DISTRIBUTIONS, fingerprint, import_closure, libraries_of

PACKAGE = Path(module.__file__).parents[2]
ENTRIES = [
    "toolkit.pipeline.stages.captions",
    "toolkit.pipeline.incremental.layout_keys",
    "toolkit.pipeline.layout.tasks",
    "toolkit.pipeline.paint.tasks",
    "toolkit.pipeline.validation",
]
_LOADED = "import sys, {0}; print(*(name for name in sys.modules if name.partition('.')[0] == 'toolkit'))"


def imports_of(source: str) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_file(name: str) -> Path | None:
    """Return the source of a module of the toolkit."""
    place = PACKAGE.joinpath(*name.split(".")[1:])
    found = [path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()]
    return found[0] if found and name.partition(".")[0] == "toolkit" else None


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_closure_holds_all_that_python_loads(entry: str) -> None:
    """A process that imports the entry has loaded nothing of ours that its key does not count."""
    told = subprocess.run(  # noqa: S603  this very Python, on a fixed text
        [sys.executable, "-c", _LOADED.format(entry)], capture_output=True, check=True, text=True
    )
    loaded = set(told.stdout.split())
    assert entry in loaded
    assert loaded - import_closure(entry) == set()


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_closure_follows_every_import_of_the_syntax_tree(entry: str) -> None:
    """The quick reader of imports sees each one that Python's own parser sees, those in functions too."""
    closure = import_closure(entry)
    sources = [path.read_text(encoding="utf-8") for name in closure if (path := module_file(name))]
    assert len(sources) == len(closure)
    wanted = {name for source in sources for name in imports_of(source) if module_file(name)}
    assert wanted
    assert wanted - closure == set()


def test_every_library_has_a_distribution() -> None:
    """A foreign import that no version is counted for would keep results of another library."""
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    foreign = {name.partition(".")[0] for source in sources for name in imports_of(source)}
    assert "lxml" in foreign
    assert foreign - {"toolkit"} - sys.stdlib_module_names - DISTRIBUTIONS.keys() == set()


def test_painting_counts_affine_maps_and_engines() -> None:
    """Print pages turn with affine maps; engines are loaded by name. Both once changed without a new key."""
    closure = import_closure("toolkit.pipeline.paint.tasks")
    assert {"toolkit.affine", "toolkit.render.engines.librsvg", "toolkit.render.svg.sizing"} <= closure
    assert {"pyvips-binary", "resvg", "cairosvg"} <= set(libraries_of(closure))
    assert "toolkit.cli.main" not in closure


@pytest.mark.parametrize("name", ["toolkit.pipeline.paintin", "pipeline/paint/tasks.py", "toolkit.", "json"])
def test_a_name_that_is_no_module_is_an_error(name: str) -> None:
    """A misspelt entry does not count as nothing."""
    with pytest.raises(LookupError, match="is no module of the toolkit"):
        fingerprint(name)


def test_one_changed_line_far_below_changes_the_fingerprint(tmp_path: Path) -> None:
    """What `Affine.flip` does is part of the key of a painting; a comment in a module beside it is not."""
    copy = tmp_path / "toolkit"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("data", "__pycache__"))
    before = printed_fingerprint(tmp_path)
    (copy / "cli" / "main.py").write_text("# other words\n", encoding="utf-8")
    assert printed_fingerprint(tmp_path) == before
    affine = module_file("toolkit.affine")
    assert affine
    changed = copy / affine.relative_to(PACKAGE)
    source = changed.read_text(encoding="utf-8")
    assert "-1.0" in source
    changed.write_text(source.replace("-1.0", "-2.0", 1), encoding="utf-8")
    assert printed_fingerprint(tmp_path) != before


def printed_fingerprint(folder: Path) -> str:
    """Return the fingerprint of painting as a fresh process works it out from the code in a folder."""
    entry = "toolkit.pipeline.paint.tasks"
    text = f"from toolkit.pipeline.cache.fingerprint import fingerprint; print(fingerprint('{entry}'))"
    told = subprocess.run(  # noqa: S603  this very Python, on a fixed text
        [sys.executable, "-c", text],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONPATH": str(folder)},
    )
    return told.stdout
