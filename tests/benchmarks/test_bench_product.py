"""What a measured build made: read from the kits themselves, not from what the toolkit says of them."""

from pathlib import Path
from zipfile import ZipFile, ZipInfo

from suite.process import Run
from suite.product import Build, assets_in


def test_the_assets_of_a_kit_are_its_pictures_and_pages(tmp_path: Path) -> None:
    """Captions, licences and QR symbols are in every kit and are no assets of the plan."""
    kit = tmp_path / "kit.zip"
    names = ("k/README.html", "k/images/x/a.jpg", "k/print/b.pdf", "k/qr/c.png", "k/licences/OFL.txt")
    with ZipFile(kit, "w") as archive:
        for name in names:
            archive.writestr(ZipInfo(name), name)
    assert [name for name, _ in assets_in(kit)] == ["a.jpg", "b.pdf"]


def test_changed_assets_are_counted_by_their_bytes() -> None:
    """A new asset has changed, one with the same bytes has not."""
    run = Run(cpu=1, wall=1, largest=1, together=1)
    before = Build(run=run, assets={"a": 1, "b": 2}, kits={}, kilobytes=1)
    after = Build(run=run, assets={"a": 1, "b": 3, "c": 4}, kits={}, kilobytes=1)
    assert after.changed_since(before) == 2
