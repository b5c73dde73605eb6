"""Verifying a kit finds every kind of damage, and nothing in a whole kit."""

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from samplekits import ADDRESS, CAMPAIGN, asset, picture, sample_assets, sample_kit, symbol_svg

from toolkit.deliver.kit import archive
from toolkit.deliver.kit.asset import Kit
from toolkit.deliver.kit.kit import pack
from toolkit.deliver.kit.manifest import read_checksums, read_manifest
from toolkit.deliver.verify.verify import verify_kit
from toolkit.sources.job_key import KitKey
from toolkit.sources.project import Project

VERSION_1 = Path(__file__).parent / "kit-v1.zip"
TOP = "wtisd-2021_en/"
PICTURE = "images/x/wtisd-2021_theme_x-post-square_en.png"
STORY = "images/facebook/wtisd-2021_call-to-action-member-states_facebook-story_en.png"
Entries = dict[str, bytes]


@pytest.fixture
def kit(project: Project, tmp_path: Path) -> Path:
    """A whole kit."""
    return packed(sample_kit(project), tmp_path)


def packed(kit: Kit, folder: Path) -> Path:
    """Return a kit under the name that the expected problems begin with."""
    return pack(kit, folder).rename(folder / "kit.zip")


def found(path: Path) -> list[str]:
    """Return the problems of a kit as people read them."""
    return [str(problem) for problem in verify_kit(path)]


def rewritten(path: Path, change: Callable[[Entries], object]) -> Path:
    """Write a kit again with its entries changed."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w") as new:
        for name, data in entries.items():
            new.writestr(name, data)
    return path


def edit_manifest(entries: Entries, path: str, **facts: object) -> None:
    """Change what the manifest says of one file, and keep the checksums right."""
    manifest = json.loads(entries[f"{TOP}manifest.json"])
    next(record for record in manifest["files"] if record["path"] == path).update(facts)
    data = json.dumps(manifest).encode()
    sums = entries[f"{TOP}SHA256SUMS"]
    before = archive.digest_of(entries[f"{TOP}manifest.json"]).sha256
    after = archive.digest_of(data).sha256
    entries[f"{TOP}manifest.json"] = data
    entries[f"{TOP}SHA256SUMS"] = sums.replace(before.encode(), after.encode())


def test_a_whole_kit_has_no_problem(kit: Path) -> None:
    """Nothing to say."""
    assert found(kit) == []


def test_a_missing_file(kit: Path) -> None:
    """A picture that somebody took out."""
    rewritten(kit, lambda entries: entries.pop(TOP + PICTURE))
    assert found(kit) == [f"kit.zip:{PICTURE}: is missing"]


def test_an_extra_file(kit: Path) -> None:
    """A file that was slipped in."""
    rewritten(kit, lambda entries: entries.update({f"{TOP}images/x/extra.png": b"?"}))
    assert found(kit) == ["kit.zip:images/x/extra.png: is in no list"]


def test_an_altered_file(kit: Path) -> None:
    """One byte more in a caption."""
    name = f"{TOP}captions/x.txt"
    rewritten(kit, lambda entries: entries.update({name: entries[name] + b"!"}))
    (problem,) = found(kit)
    assert problem.startswith("kit.zip:captions/x.txt: was altered: ")


def test_an_altered_manifest(kit: Path) -> None:
    """The manifest itself stands in SHA256SUMS."""
    rewritten(
        kit, lambda entries: entries.update({f"{TOP}manifest.json": entries[f"{TOP}manifest.json"] + b" "})
    )
    (problem,) = found(kit)
    assert problem.startswith("kit.zip:manifest.json: was altered: ")


def test_lists_that_do_not_agree(kit: Path) -> None:
    """The checksum of one file differs between the two lists."""
    name = f"{TOP}SHA256SUMS"
    with zipfile.ZipFile(kit) as whole:
        digest = read_checksums(whole.read(name))[PICTURE].encode()
    rewritten(kit, lambda entries: entries.update({name: entries[name].replace(digest, b"0" * 64)}))
    assert found(kit) == [f"kit.zip:{PICTURE}: manifest.json and SHA256SUMS do not agree about it"]


def test_a_picture_of_another_size(project: Project, tmp_path: Path) -> None:
    """The manifest claims 240 px, the file has 200."""
    small = asset(data=picture(side=200))
    path = packed(sample_kit(project, "en", (small,)), tmp_path)
    assert found(path) == [f"kit.zip:{PICTURE}: is 200×200 px, not 240×240"]


def test_a_picture_of_another_format(project: Project, tmp_path: Path) -> None:
    """A PNG that calls itself JPEG; a page that is no PDF."""
    liar = asset(extension="jpg")
    page = asset(kind="print", extension="pdf", data=b"<html>", placement="poster-a4")
    path = packed(sample_kit(project, "en", (liar, page)), tmp_path)
    assert found(path) == [
        f"kit.zip:{PICTURE.replace('.png', '.jpg')}: is a png file, not jpg",
        "kit.zip:print/wtisd-2021_theme_poster-a4_en.pdf: is not a PDF file",
    ]


def test_a_picture_that_is_none(project: Project, tmp_path: Path) -> None:
    """Broken from the start, though its checksum is right."""
    path = packed(sample_kit(project, "en", (asset(data=b"PNG"),)), tmp_path)
    assert found(path) == [f"kit.zip:{PICTURE}: is not a picture that can be read"]


def test_a_qr_code_that_leads_elsewhere(kit: Path) -> None:
    """The code was drawn for another address than the manifest claims."""
    rewritten(kit, lambda entries: edit_manifest(entries, STORY, qr="https://example.org/"))
    assert found(kit) == [f"kit.zip:{STORY}: its QR code leads to {ADDRESS}, not to https://example.org/"]


def test_a_qr_code_that_is_not_there(kit: Path) -> None:
    """The manifest claims a code on a white picture."""
    rewritten(kit, lambda entries: edit_manifest(entries, PICTURE, qr=ADDRESS))
    assert found(kit) == [f"kit.zip:{PICTURE}: its QR code cannot be read"]


def test_a_qr_code_drawn_as_svg_is_read_too(project: Project, tmp_path: Path) -> None:
    """The vector file is drawn and decoded; one with a script is refused, not drawn."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 240 240">%s</svg>'
    facts = {"kind": "qr", "design": "qr", "placement": "", "platform": "", "extension": "svg", "qr": ADDRESS}
    drawn = asset(**facts, data=symbol_svg(ADDRESS))
    assert found(packed(sample_kit(project, "en", (drawn,)), tmp_path)) == []
    blank = asset(**facts, data=svg % b'<rect width="240" height="240" fill="#fff"/>')
    path = packed(sample_kit(project, "en", (blank,)), tmp_path)
    assert found(path) == ["kit.zip:qr/wtisd-2021_qr_en.svg: its QR code cannot be read"]
    scripted = asset(**facts, data=svg % b"<script>alert(1)</script>")
    path = packed(sample_kit(project, "en", (scripted,)), tmp_path)
    (problem,) = found(path)
    assert "script" in problem


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"width": 241}, "is a QR code, and not square by the manifest"),
        (
            {"qr": "https://evil.example/"},
            "leads to https://evil.example/, and the kit to https://www.itu.int/",
        ),
        ({"qr": None}, "is a QR code, and the manifest does not say where it leads"),
        ({"kind": "licence"}, "is no file that a kit holds: the toolkit makes no .png of kind 'licence'"),
    ],
)
def test_a_manifest_that_lies_about_a_symbol(kit: Path, facts: dict[str, object], fault: str) -> None:
    """Whatever else agrees, what no kit says is told."""
    rewritten(kit, lambda entries: edit_manifest(entries, "qr/wtisd-2021_qr_en.png", **facts))
    assert any(fault in problem for problem in found(kit))


def test_a_drawing_does_not_move(project: Project, tmp_path: Path) -> None:
    """An SVG that the manifest calls moving was swapped, or the manifest was."""
    facts = {"kind": "qr", "design": "qr", "placement": "", "platform": "", "extension": "svg"}
    drawn = asset(**facts, qr=ADDRESS, data=symbol_svg(ADDRESS))
    path = packed(sample_kit(project, "en", (drawn,)), tmp_path)
    rewritten(path, lambda entries: edit_manifest(entries, "qr/wtisd-2021_qr_en.svg", moving=True))
    assert any("moves by the manifest, which no .svg does" in problem for problem in found(path))


def test_a_folder_without_a_name(kit: Path) -> None:
    """An entry of nothing but a slash would be the root of whatever it is unpacked on."""
    rewritten(kit, lambda entries: entries.update({"/": b""}))
    assert found(kit) == ["kit.zip:/: has an empty part or leads out of its folder"]


def test_a_picture_without_words(kit: Path) -> None:
    """No alt text, and a caption file that does not name the picture."""
    elsewhere = {"text": "Hello", "length": 5, "limit": 280, "file": "captions/facebook.txt"}
    rewritten(kit, lambda entries: edit_manifest(entries, PICTURE, alt_text=" ", caption=elsewhere))
    assert found(kit) == [
        f"kit.zip:{PICTURE}: has no alt text",
        f"kit.zip:{PICTURE}: has no caption in captions/facebook.txt",
    ]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("../evil", "has an empty part or leads out of its folder"),
        ("/evil", "is an absolute path"),
        ("a/..\\evil", "has a backslash"),
        (TOP + PICTURE.upper(), "is there twice, or differs from another name in case only"),
    ],
)
def test_dangerous_names(kit: Path, name: str, fault: str) -> None:
    """Nothing that would be unpacked elsewhere or over another file; the rest is not even looked at."""
    name = name.replace(TOP.upper(), TOP)
    rewritten(kit, lambda entries: entries.update({name: b""}))
    assert found(kit) == [f"kit.zip:{name}: {fault}"]


def test_a_link_instead_of_a_file(kit: Path) -> None:
    """A symbolic link could lead anywhere."""
    info = zipfile.ZipInfo(f"{TOP}link")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(kit, "a") as whole:
        whole.writestr(info, "/etc/passwd")
    assert found(kit) == [f"kit.zip:{TOP}link: is not a plain file"]


def test_bombs(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that grows a thousandfold, too many entries, too much in all."""
    with zipfile.ZipFile(kit, "a", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr(f"{TOP}bomb", bytes(1_000_000))
    assert found(kit) == [f"kit.zip:{TOP}bomb: is packed like a ZIP bomb"]
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 1_000)
    assert "kit.zip: unpacks to more than 1,000 bytes" in found(kit)
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    assert found(kit) == ["kit.zip: has 14 entries; at most 3 are allowed"]


def test_what_is_no_kit(tmp_path: Path) -> None:
    """Not a ZIP, an empty one, one without a manifest, one with a strange manifest."""
    path = tmp_path / "kit.zip"
    path.write_bytes(b"hello")
    assert found(path)[0].startswith("kit.zip: is not a ZIP archive that can be read")
    for entries, problem in (
        ({}, "kit.zip: does not have one folder with everything in it"),
        ({"a/b": b""}, "kit.zip: has no manifest.json"),
        ({"a/manifest.json": b"{", "a/SHA256SUMS": b""}, "kit.zip:manifest.json: is not JSON: "),
        (
            {"a/manifest.json": b"[]", "a/SHA256SUMS": b""},
            "kit.zip:manifest.json: Input should be an object",
        ),
    ):
        with zipfile.ZipFile(path, "w") as new:
            for name, data in entries.items():
                new.writestr(name, data)
        assert found(path)[0].startswith(problem)


def test_damage_inside_the_archive(kit: Path) -> None:
    """A flipped byte in a stored picture fails ZIP's own check."""
    data = bytearray(kit.read_bytes())
    with zipfile.ZipFile(kit) as whole:
        start = whole.getinfo(TOP + PICTURE).header_offset
    data[start + 150] ^= 0xFF
    kit.write_bytes(bytes(data))
    (problem,) = found(kit)
    assert problem.startswith(f"kit.zip:{PICTURE}: cannot be read")


def test_broken_lists_say_what_is_wrong() -> None:
    """A manifest of another schema and a line that is no checksum."""
    with pytest.raises(ValueError, match=r"schema_version: 3 is not known, only 1 and 2 .*newer toolkit"):
        read_manifest(b'{"schema_version": 3}')
    with pytest.raises(ValueError, match="toolkit: Field required"):
        read_manifest(b'{"schema_version": 2}')
    with pytest.raises(ValueError, match="schema_version: Field required"):
        read_manifest(b"{}")
    for data, fault in (
        (b"hello\n", "'hello' is not a checksum with a path"),
        (b"0" * 64 + b"  a\n\n", "'' is not a checksum with a path"),
        ((b"0" * 64 + b"  a\n") * 2, "has two checksums for 'a'"),
        (b"0" * 64 + b"  \xff\n", "is not UTF-8 from byte 66 on"),
    ):
        with pytest.raises(ValueError, match=fault):
            read_checksums(data)
    assert read_checksums(b"") == {}


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        (
            {"caption": {"text": "Hello", "length": 5, "limit": 280, "file": "captions/x.txt"}},
            "has another caption in captions/x.txt than in manifest.json",
        ),
        ({"thumbnail": "images/x/lost.png"}, "has a thumbnail images/x/lost.png, which is in no list"),
        ({"media_type": "image/jpeg"}, "is called image/jpeg, not image/png"),
    ],
)
def test_facts_that_do_not_agree(kit: Path, facts: dict[str, object], fault: str) -> None:
    """What a program reads in the manifest is what a person finds in the kit."""
    rewritten(kit, lambda entries: edit_manifest(entries, PICTURE, **facts))
    assert found(kit) == [f"kit.zip:{PICTURE}: {fault}"]


def test_a_caption_longer_than_its_platform_takes(project: Project, tmp_path: Path) -> None:
    """It would be refused when it is posted."""
    path = packed(sample_kit(project, "en", (asset(caption_length=281),)), tmp_path)
    assert found(path) == [f"kit.zip:{PICTURE}: has a caption of 281, and at most 280 are allowed"]


def test_a_kit_for_a_partner_is_named_after_it(project: Project, tmp_path: Path) -> None:
    """Its folder and its files say so, and the manifest has its id."""
    key = KitKey(campaign=CAMPAIGN, language="en", partner="acme")
    whole = sample_kit(project)
    assets = tuple(
        replace(one, kit=key, job=replace(one.job, partner="acme") if one.job else None)
        for one in whole.assets
    )
    path = pack(replace(whole, key=key, assets=assets), tmp_path)
    assert (path.name, found(path)) == ("wtisd-2021_acme_en.zip", [])
    with zipfile.ZipFile(path) as kit:
        names = {name.removeprefix("wtisd-2021_acme_en/") for name in kit.namelist()}
        manifest = json.loads(kit.read("wtisd-2021_acme_en/manifest.json"))
    assert {"images/x/wtisd-2021_acme_theme_x-post-square_en.png", "qr/wtisd-2021_acme_qr_en.png"} < names
    assert manifest["partner"] == "acme"


def test_kits_of_the_first_version_are_read(tmp_path: Path) -> None:
    """A kit that an older toolkit packed is whole, and its damage is found."""
    path = Path(shutil.copy(VERSION_1, tmp_path / "kit.zip"))
    with zipfile.ZipFile(path) as kit:
        manifest = json.loads(kit.read(f"{TOP}manifest.json"))
    assert (manifest["schema_version"], found(path)) == (1, [])
    rewritten(path, lambda entries: edit_manifest(entries, PICTURE, caption="captions/facebook.txt"))
    assert found(path) == [f"kit.zip:{PICTURE}: has no caption in captions/facebook.txt"]
    rewritten(path, lambda entries: entries.pop(TOP + PICTURE))
    assert f"kit.zip:{PICTURE}: is missing" in found(path)


def test_every_sample_asset_is_covered() -> None:
    """The damage tests rest on a kit with every kind of file."""
    assert {one.kind for one in sample_assets()} == {"image", "print", "qr"}
