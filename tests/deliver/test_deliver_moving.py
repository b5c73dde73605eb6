"""Moving pictures in a kit: named, listed, shown with a way to stop them, and verified."""

import json
import zipfile
from pathlib import Path

import pytest
from samplekits import ADDRESS, asset, loop, picture, sample_kit, video

from toolkit.deliver.kit.asset import Asset
from toolkit.deliver.kit.kit import pack
from toolkit.deliver.kit.pages import index_page, readme_page
from toolkit.deliver.verify.verify import verify_kit
from toolkit.sources.project import Project

LOOP = "images/x/wtisd-2021_theme-loop_x-post-square_en.gif"
VIDEO = LOOP.replace(".gif", ".mp4")


def moving(**changes: object) -> Asset:
    """Return the moving version of the sample picture."""
    facts: dict[str, object] = {"moving": True, "extension": "gif", "data": loop()}
    return asset(**{**facts, **changes})


def faults(project: Project, folder: Path, *assets: Asset) -> list[str]:
    """Return what is wrong with a kit of these assets, without its name."""
    path = pack(sample_kit(project, "en", assets), folder)
    return [str(problem).removeprefix(f"{path.name}:") for problem in verify_kit(path)]


@pytest.mark.parametrize("form", ["gif", "webp", "png"])
def test_a_loop_is_whole_in_every_format(project: Project, tmp_path: Path, form: str) -> None:
    """It stands beside its still under a name of its own, and its code is read in the first frame."""
    moved = moving(extension=form, data=loop(ADDRESS, form), qr=ADDRESS)
    assert faults(project, tmp_path, asset(), moved) == []


def test_the_manifest_says_what_moves(project: Project, tmp_path: Path) -> None:
    """Programs need not open a file to know."""
    path = pack(sample_kit(project, "en", (asset(), moving())), tmp_path)
    with zipfile.ZipFile(path) as kit:
        files = json.loads(kit.read("wtisd-2021_en/manifest.json"))["files"]
        captions = kit.read("wtisd-2021_en/captions/x.txt").decode()
    assert {file["path"]: file.get("moving") for file in files if file["kind"] == "image"} == {
        LOOP: True,
        LOOP.replace("-loop", "").replace(".gif", ".png"): None,
    }
    assert f"{LOOP} (Moving picture)" in captions


def test_a_loop_that_stands_still_and_a_still_that_moves(project: Project, tmp_path: Path) -> None:
    """What moves is known in the manifest; anything else was swapped."""
    stiff = moving(extension="png", data=picture())
    assert faults(project, tmp_path, stiff) == [f"{LOOP.replace('.gif', '.png')}: does not move"]
    restless = moving(moving=False)
    assert faults(project, tmp_path, restless) == [
        f"{LOOP.replace('-loop', '')}: moves, and the manifest does not say so"
    ]


def test_a_code_that_is_not_in_the_first_frame(project: Project, tmp_path: Path) -> None:
    """A symbol that only comes later would not be there for those who see a still."""
    assert faults(project, tmp_path, moving(qr=ADDRESS)) == [f"{LOOP}: its QR code cannot be read"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (video(), ""),
        (video(200), "is 200×240, not 240×240 px"),
        (video()[:40], "is without a picture, not 240×240 px"),
        (video().replace(b"moov", b"\0\0\0\0"), "is without a picture, not 240×240 px"),
        (b"\0\0\0\x10ftypisom" + b"\xff" * 64, "is without a picture, not 240×240 px"),
        (loop(), "is not an MP4 file"),
        (b"", "is not an MP4 file"),
    ],
)
def test_a_video_is_known_by_its_boxes(project: Project, tmp_path: Path, data: bytes, fault: str) -> None:
    """Size and kind are read from the file itself, however broken it is."""
    found = faults(project, tmp_path, moving(extension="mp4", data=data))
    assert found == ([f"{VIDEO}: {fault}"] if fault else [])


def test_the_page_can_stop_what_moves(project: Project) -> None:
    """Who asked for less motion gets the still, and everybody a button (WCAG 2.2, 2.2.2)."""
    page = index_page(sample_kit(project, "en", (asset(), moving()))).decode()
    still = LOOP.replace("-loop", "").replace(".gif", ".png")
    assert f'<source media="(prefers-reduced-motion: reduce)" srcset="{still}" />' in page
    assert f'data-moving="{LOOP}" data-still="{still}" data-play="Play" data-pause="Pause"' in page
    assert page.count("<article") == 1


def test_the_page_does_not_start_a_video(project: Project) -> None:
    """It waits behind the still, with controls, and weighs nothing until it is asked for."""
    page = index_page(sample_kit(project, "en", (asset(), moving(extension="mp4", data=video())))).decode()
    assert f'<video src="{VIDEO}" poster="images/x/wtisd-2021_theme_x-post-square_en.png"' in page
    assert "autoplay" not in page
    assert "media-src 'self' file:" in page


def test_a_loop_without_its_still_is_shown_all_the_same(project: Project) -> None:
    """A kit of a selection may hold nothing else."""
    page = index_page(sample_kit(project, "en", (moving(),))).decode()
    assert f'<img src="{LOOP}"' in page
    assert "data-moving=" not in page


@pytest.mark.parametrize("tag", ["ar", "en", "es", "fr", "ru", "vi", "zh"])
def test_the_read_me_tells_how_to_post_a_loop(project: Project, tag: str) -> None:
    """Only where there is one, in the language of the kit."""
    words = sample_kit(project, tag).words("posting_moving")
    assert "-loop" in words
    assert words not in readme_page(sample_kit(project, tag)).decode()
    with_loop = readme_page(sample_kit(project, tag, (moving(tag=tag),))).decode()
    assert "-loop" in with_loop
