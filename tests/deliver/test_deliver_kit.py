"""Kits: what is in the ZIP, under which names, and the same bytes every time."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from samplekits import CAMPAIGN, OFL, asset, copy_of, picture, sample_assets, sample_kit

from toolkit.deliver.kit.archive import fault_of_name
from toolkit.deliver.kit.kit import pack
from toolkit.deliver.kit.licences import licences_from
from toolkit.deliver.kit.manifest import read_checksums
from toolkit.deliver.kit.posts import posts_by_platform
from toolkit.errors import ProblemsError
from toolkit.sources.project import Project

TAGS = ("ar", "zh", "en", "fr", "ru", "es", "vi")


def packed(project: Project, folder: Path, tag: str = "en") -> zipfile.ZipFile:
    """Return the sample kit of one language, packed and opened again."""
    return zipfile.ZipFile(pack(sample_kit(project, tag), folder))


def test_a_kit_has_everything_a_ministry_needs(project: Project, tmp_path: Path) -> None:
    """Pictures by platform, print, QR, captions, pages, licences, manifest and checksums, in one folder."""
    with packed(project, tmp_path) as kit:
        assert kit.namelist() == [
            "wtisd-2021_en/README.html",
            "wtisd-2021_en/README.txt",
            "wtisd-2021_en/SHA256SUMS",
            "wtisd-2021_en/captions/facebook.txt",
            "wtisd-2021_en/captions/x.txt",
            "wtisd-2021_en/images/facebook/wtisd-2021_call-to-action-member-states_facebook-story_en.png",
            "wtisd-2021_en/images/x/wtisd-2021_theme_x-post-square_en.png",
            "wtisd-2021_en/index.html",
            "wtisd-2021_en/licences/TEXTS.txt",
            "wtisd-2021_en/licences/test-OFL.txt",
            "wtisd-2021_en/manifest.json",
            "wtisd-2021_en/print/wtisd-2021_theme_poster-a4_en.pdf",
            "wtisd-2021_en/qr/wtisd-2021_qr_en.png",
        ]


def test_the_same_assets_give_the_same_bytes(project: Project, tmp_path: Path) -> None:
    """Twice, in another order, and from files instead of memory: one and the same ZIP."""
    assets = sample_assets()
    on_disk = tmp_path / "picture.png"
    on_disk.write_bytes(picture())
    orders = (assets, assets[::-1], (asset(data=on_disk), *assets[1:]))
    kits = [
        pack(sample_kit(project, "en", order), tmp_path / str(number)) for number, order in enumerate(orders)
    ]
    assert len({kit.read_bytes() for kit in kits}) == 1


def test_entries_carry_no_time_and_no_machine(project: Project, tmp_path: Path) -> None:
    """1980, Unix, rw-r--r--, stored: nothing that differs between two builders."""
    with packed(project, tmp_path) as kit:
        facts = {
            (info.date_time, info.create_system, info.external_attr >> 16, info.compress_type, info.flag_bits)
            for info in kit.infolist()
        }
    assert facts == {((1980, 1, 1, 0, 0, 0), 3, 0o100644, zipfile.ZIP_STORED, 0)}


def test_the_manifest_describes_every_file(project: Project, tmp_path: Path) -> None:
    """Sizes and digests of all files; for pictures what they show, and the address of the QR code."""
    with packed(project, tmp_path) as kit:
        files = {name.partition("/")[2]: kit.read(name) for name in kit.namelist()}
    manifest = json.loads(files["manifest.json"])
    listed = {record["path"]: record for record in manifest["files"]}
    assert set(files) - set(listed) == {"manifest.json", "SHA256SUMS"}
    assert [record["path"] for record in manifest["files"]] == sorted(listed)
    for path, record in listed.items():
        assert record["bytes"] == len(files[path])
        assert record["sha256"] == hashlib.sha256(files[path]).hexdigest()
    sums = read_checksums(files["SHA256SUMS"])
    assert sums == {
        path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != "SHA256SUMS"
    }
    story = listed["images/facebook/wtisd-2021_call-to-action-member-states_facebook-story_en.png"]
    described = {key: story[key] for key in story if key not in {"path", "bytes", "sha256"}}
    assert described == {
        "kind": "image",
        "media_type": "image/png",
        "width": 240,
        "height": 240,
        "language": "en",
        "design": "call-to-action",
        "design_title": "Call to Action card",
        "row": "member-states",
        "row_title": "Member States",
        "placement": "facebook-story",
        "platform": "facebook",
        "picture": "1",
        "thumbnail": story["path"],
        "alt_text": "Theme card.",
        "official": False,
        "sources": ["the organizer's page"],
        "qr": "https://www.itu.int/wtisd/?utm_source=kit",
    }
    square = listed["images/x/wtisd-2021_theme_x-post-square_en.png"]
    assert square["caption"] == {
        "text": "Digital <transformation> & you\n\n#WTISD",
        "length": 37,
        "limit": 280,
        "file": "captions/x.txt",
    }
    assert listed["print/wtisd-2021_theme_poster-a4_en.pdf"]["thumbnail"] == square["path"]
    assert (manifest["theme"], manifest["theme_official"], "partner" in manifest) == (
        copy_of(project, "en").theme.text,
        True,
        False,
    )


@pytest.mark.parametrize("tag", TAGS)
def test_pages_are_whole_and_stand_alone(project: Project, tmp_path: Path, tag: str) -> None:
    """Well-formed in every language, in its direction, and nothing is fetched from outside the kit."""
    with packed(project, tmp_path, tag) as kit:
        names = {name.partition("/")[2] for name in kit.namelist()}
        for page in ("index.html", "README.html"):
            html = kit.read(f"{CAMPAIGN}_{tag}/{page}").removeprefix(b"<!DOCTYPE html>\n")
            assert b"{{" not in html
            root = etree.fromstring(html, etree.XMLParser(resolve_entities=False))
            assert (root.get("lang"), root.get("dir")) == (tag, "rtl" if tag == "ar" else "ltr")
            sources = root.xpath("//@src | //@href[not(starts-with(., '#') or starts-with(., 'https://'))]")
            assert set(sources) <= names
            assert root.xpath("//link | //iframe | //script[@src]") == []
            pictures = root.xpath("//img")
            assert bool(pictures) == (page == "index.html")
            assert [picture.attrib for picture in pictures if not picture.get("alt")] == []


def test_the_foot_of_the_page_speaks_the_language_of_the_kit(project: Project, tmp_path: Path) -> None:
    """The link to the licences has a translated name; names of files run from left to right."""
    with packed(project, tmp_path, "ar") as kit:
        root = etree.fromstring(
            kit.read(f"{CAMPAIGN}_ar/index.html").removeprefix(b"<!DOCTYPE html>\n"),
            etree.XMLParser(resolve_entities=False),
        )
    (licences,) = root.xpath("//footer//a[@href='licences/TEXTS.txt']")
    assert licences.text == "الترخيص"
    assert root.xpath("string(//footer//a[@href='manifest.json']/bdi[@dir='ltr'])") == "manifest.json"


def test_a_copied_text_is_the_text_whatever_is_isolated_in_it(project: Project, tmp_path: Path) -> None:
    """What the page copies is the alt text letter for letter; its hashtag stands in an isolate."""
    said = "بطاقة الموضوع. #WTISD. ليس منتجاً رسمياً."
    with zipfile.ZipFile(pack(sample_kit(project, "ar", (asset("ar", alt_text=said),)), tmp_path)) as kit:
        index = kit.read(f"{CAMPAIGN}_ar/index.html").removeprefix(b"<!DOCTYPE html>\n")
    root = etree.fromstring(index, etree.XMLParser(resolve_entities=False))
    (text,) = root.xpath("//p[@class='copied-text'][contains(@id, '-alt')]")
    assert "".join(text.itertext()) == said
    assert text.xpath("bdi[@dir='ltr']/text()") == ["#WTISD"]


def test_texts_are_escaped_in_pages_and_plain_in_captions(project: Project, tmp_path: Path) -> None:
    """What a person wrote never becomes markup, and the text to copy is the text itself."""
    with packed(project, tmp_path) as kit:
        index = kit.read("wtisd-2021_en/index.html").decode()
        captions = kit.read("wtisd-2021_en/captions/x.txt").decode()
    assert "Digital &lt;transformation&gt; &amp; you\n\n#WTISD" in index
    assert "Digital <transformation> & you\n\n#WTISD" in captions
    assert "images/x/wtisd-2021_theme_x-post-square_en.png" in captions
    assert "37 of 280 characters" in captions


def test_every_text_with_its_source_travels_along(project: Project, tmp_path: Path) -> None:
    """The Russian theme is not official; the read-me and the notice say so and name the source."""
    copy = project.copy_in(CAMPAIGN, "ru")
    assert copy is not None
    assert not copy.theme.official
    with packed(project, tmp_path, "ru") as kit:
        for name in ("README.txt", "licences/TEXTS.txt"):
            text = kit.read(f"wtisd-2021_ru/{name}").decode()
            start = text.index(f"Тема: {copy.theme.text}")
            assert "Неофициальная формулировка" in text[start : start + 300]
            assert copy.theme.source in text


def test_pictures_with_the_same_words_are_one_post(project: Project) -> None:
    """Two sizes, one caption to copy; another caption is another post; headers come after posts."""
    landscape = asset(placement="x-post-landscape")
    header = asset(placement="a-header", caption="")
    kit = sample_kit(project, "en", (header, landscape, asset(), asset(placement="x-a", caption="Other")))
    (platform,) = posts_by_platform(kit)
    assert [[picture.placement for picture in post.assets] for post in platform.posts] == [
        ["x-a"],
        ["x-post-landscape", "x-post-square"],
        ["a-header"],
    ]


def test_an_earlier_kit_survives_a_failed_build(project: Project, tmp_path: Path) -> None:
    """A picture that cannot be read leaves the old ZIP and no half-written one."""
    out = tmp_path / "wtisd-2021_en.zip"
    out.write_bytes(b"earlier")
    lost = asset(data=tmp_path / "lost.png")
    with pytest.raises(FileNotFoundError):
        pack(sample_kit(project, "en", (lost,)), tmp_path)
    assert (out.read_bytes(), len(list(tmp_path.iterdir()))) == (b"earlier", 1)


def test_two_assets_of_one_name_are_refused(project: Project, tmp_path: Path) -> None:
    """One would silently hide the other."""
    with pytest.raises(ValueError, match="1 assets have the name of another one"):
        pack(sample_kit(project, "en", (asset(), asset(alt_text="other"))), tmp_path)


def test_an_asset_of_another_language_is_refused(project: Project) -> None:
    """A French picture must not travel in the English kit."""
    with pytest.raises(ProblemsError, match="does not belong in the kit wtisd-2021_en"):
        sample_kit(project, "en", (asset("fr"),))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("images/x/a_b-c.png", ""),
        ("SHA256SUMS", ""),
        ("/etc/passwd", "is an absolute path"),
        ("c:/a", "is an absolute path"),
        ("a\\b", "has a backslash"),
        ("../a", "has an empty part or leads out of its folder"),
        ("a//b", "has an empty part or leads out of its folder"),
        ("a/COM1.txt", "is a name that Windows reserves"),
        ("nul", "is a name that Windows reserves"),
        ("a.", "has characters that do not work on every system"),
        ("мир.png", "has characters that do not work on every system"),
        ("a b", "has characters that do not work on every system"),
        ("a" * 130, "has a part longer than 120 characters"),
        ("a/" * 120 + "a", "is longer than 200 characters"),
    ],
)
def test_names_that_some_system_cannot_hold(name: str, fault: str) -> None:
    """Windows, macOS and a web server all open a kit."""
    assert fault_of_name(name) == fault


def test_a_font_without_its_licence_does_not_travel(project: Project, tmp_path: Path) -> None:
    """Shipped families all have one; a family without is an error."""
    licences = licences_from([project.folders.fonts[0] / "noto-sans"], project.folders.assets.folders)
    assert "noto-sans-OFL.txt" in licences
    assert "ARTWORK.txt" in licences
    assert OFL.keys().isdisjoint(licences)
    (tmp_path / "my-font").mkdir()
    with pytest.raises(FileNotFoundError):
        licences_from([tmp_path / "my-font"], tmp_path)
