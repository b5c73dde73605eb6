"""What every floor's tests share. This folder is on the import path: `squarefont` is at hand everywhere."""

import json
import socket
from collections.abc import Iterator
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from samepictures import LIGHT, require_same
from samples import JsonGolden, PictureGolden, TextGolden
from squarefont import write_square_fonts
from toolkit.files import data_folder
from toolkit.render.encode.pillow import decoded
from toolkit.render.encode.png import png
from toolkit.render.pixels import PixelArray, Pixels
from toolkit.sources.project import Project, read_project
from toolkit.typeset import FontLibrary

_UPDATE = "--update-goldens"
_INTERNET = (socket.AF_INET, socket.AF_INET6)
_HERE = ("localhost", "127.0.0.1", "::1")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the switch that writes the expected files anew."""
    parser.addoption(_UPDATE, action="store_true", help="write the goldens anew, and fail")


@pytest.fixture(autouse=True)
def fresh_cache(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Let no test meet what another one, or the person who runs them, has built."""
    name = sha256(request.node.nodeid.encode()).hexdigest()
    monkeypatch.setenv("TOOLKIT_CACHE", str(tmp_path_factory.getbasetemp() / "caches" / name))
    monkeypatch.delenv("TOOLKIT_SHARED_CACHE", raising=False)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Let nothing leave this machine: a test that asks the network fails, offline and online."""
    connect = socket.socket.connect

    def connect_here(own: socket.socket, address: Any) -> None:
        if own.family in _INTERNET and address[0] not in _HERE:
            pytest.fail(f"a test connects to {address[0]}: tests run offline, give it a file or a fake")
        connect(own, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="session")
def updating(request: pytest.FixtureRequest) -> bool:
    """Tell whether the goldens are being written anew."""
    return bool(request.config.getoption(_UPDATE))


@pytest.fixture(scope="session")
def square(tmp_path_factory: pytest.TempPathFactory) -> FontLibrary:
    """Return a library with nothing but the square font, whose every letter is one em wide."""
    return FontLibrary.load(write_square_fonts(tmp_path_factory.mktemp("square") / "fonts"))


@pytest.fixture(scope="session")
def shipped() -> FontLibrary:
    """Return the library of the fonts that come with the toolkit."""
    return FontLibrary.load(data_folder("fonts"))


@pytest.fixture(scope="session")
def shipped_project() -> Project:
    """Return the campaigns, designs and placements that come with the toolkit."""
    project, problems = read_project()
    assert problems == ()
    return project


@pytest.fixture
def same_text(updating: bool) -> TextGolden:  # noqa: FBT001  a fixture is passed by its name
    """Return a function that compares a text with a file; an update writes the file, and fails."""

    def compare(text: str, golden: Path) -> None:
        if updating:
            _write_anew(golden, text.encode())
        expected = golden.read_text(encoding="utf-8")
        lines = unified_diff(expected.splitlines(), text.splitlines(), golden.name, "now", n=2, lineterm="")
        if text != expected:
            pytest.fail("\n".join(lines))

    return compare


@pytest.fixture
def same_json(same_text: TextGolden) -> JsonGolden:
    """Return a function that compares a value with a JSON file; an update writes the file, and fails."""

    def compare(value: object, golden: Path) -> None:
        same_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", golden)

    return compare


@pytest.fixture
def same_picture(updating: bool, tmp_path: Path) -> PictureGolden:  # noqa: FBT001  see above
    """Return a function that compares pixels with a PNG file, to one level; an update writes it, and fails.

    Where they differ, the picture expected, the difference and the actual picture are left in a folder that
    the failure names.
    """

    def compare(actual: PixelArray, golden: Path) -> None:
        if updating:
            _write_anew(golden, png(Pixels(actual)))
        assert golden.stat().st_size <= LIGHT, f"{golden.name} is heavy: show less, or show it smaller"
        require_same(actual, decoded(golden.read_bytes()), tmp_path)

    return compare


def _write_anew(golden: Path, data: bytes) -> None:
    golden.parent.mkdir(exist_ok=True)
    golden.write_bytes(data)
    pytest.fail(f"wrote {golden.name} anew; look at the difference, then run without {_UPDATE}")
