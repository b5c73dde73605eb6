"""An installed wheel works in an empty folder: everything it needs is inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the unpacked wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--wheel-dir", str(folder)]
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*command, *offline], check=True, capture_output=True)  # noqa: S603  this interpreter
    (wheel,) = folder.glob("toolkit-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")  # our own wheel
    return folder / "site"


def run(site: Path, empty: Path, *arguments: str) -> str:
    """Run the toolkit of the wheel, not of the checkout, in an empty folder; return its results."""
    empty.mkdir(exist_ok=True)
    program = (
        "import sys, toolkit, toolkit.cli.main as m; assert sys.argv.pop(1) in toolkit.__file__; m.main()"
    )
    result = subprocess.run(  # noqa: S603  this interpreter
        [sys.executable, "-c", program, str(site), *arguments],
        cwd=empty,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.slow
def test_the_wheel_brings_its_data(installed: Path, tmp_path: Path) -> None:
    """Campaigns, designs, fonts and placements are found where no checkout is."""
    said = run(installed, tmp_path / "empty", "info")
    assert "workspace: bundled" in said
    assert "campaign wtisd-2021:" in said
    assert "placements: 85 on" in said
    assert {path.name for path in (installed / "toolkit" / "data").iterdir()} == {
        "assets",
        "campaigns",
        "designs",
        "fonts",
    }


@pytest.mark.slow
def test_the_wheel_builds_a_kit_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    """The kit lies where the person stands, and nothing else does."""
    selection = ["-l", "vi", "-d", "theme", "-p", "x-post-square"]
    assert (
        run(installed, tmp_path / "empty", "build", "wtisd-2024", *selection)
        == "out/kits/wtisd-2024_vi.zip\n"
    )
    found = [path for path in (tmp_path / "empty").rglob("*") if path.is_file()]
    assert [path.name for path in found] == ["wtisd-2024_vi.zip"]


@pytest.mark.slow
def test_the_wheel_has_the_templates_and_licences(installed: Path) -> None:
    """Pages of a kit, fonts' licences and the type marker travel with the code."""
    inside = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}
    assert {"toolkit/deliver/templates/index.html", "toolkit/py.typed"} <= inside
    assert "toolkit/data/fonts/noto-sans/OFL.txt" in inside
    assert not [name for name in inside if "__pycache__" in name or name.startswith("tests/")]
