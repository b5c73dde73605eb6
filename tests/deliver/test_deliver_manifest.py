"""Manifests: what programs may rely on, written down where programs and people look."""

import json
from pathlib import Path

import pytest

from samples import JsonGolden
from toolkit.deliver.kit import manifest as module
from toolkit.deliver.kit.manifest import SCHEMA_NAME, FileFacts, Manifest, ManifestFile, manifest_schema
from toolkit.file_formats import Codec
from toolkit.output_file import Packing

PAGE = Path(__file__).parents[2] / "docs" / "manifest.md"


def test_the_schema_in_the_package_is_that_of_the_model(same_json: JsonGolden) -> None:
    """Whoever changes the model writes the schema anew, and sees what readers of kits will see."""
    same_json(manifest_schema(), Path(module.__file__).parent / SCHEMA_NAME)


def test_every_field_is_explained() -> None:
    """In the schema, for programs that show it, and on the page for people."""
    page = PAGE.read_text(encoding="utf-8")
    fields = {**Manifest.model_fields, **ManifestFile.model_fields, **FileFacts.model_fields}
    assert len(fields) > 30
    for name, field in fields.items():
        assert name == "schema_version" or field.description, name
        assert f"`{name}`" in page, name


@pytest.mark.parametrize(
    ("packing", "text"),
    [
        (Packing(codec=Codec.JPG, quality=84, difference=0.68), "jpg q84 Δ0.7"),
        (Packing(codec=Codec.PNG, colours=256, difference=0.9), "png 256 colours Δ0.9"),
        (Packing(codec=Codec.PNG, difference=0.0), "png exact"),
        (Packing(codec=Codec.PNG, moving=True, difference=0.0), "png moving exact"),
        (Packing(codec=Codec.WEBP, moving=True, quality=90, difference=0.2), "webp moving q90 Δ0.2"),
        (Packing(codec=Codec.GIF, moving=True, colours=128, difference=0.5), "gif 128 colours Δ0.5"),
        (Packing(codec=Codec.MP4, moving=True, crf=18), "mp4 crf18"),
    ],
)
def test_packing_has_one_form_for_people(packing: Packing, text: str) -> None:
    """Programs read the record; nobody has to take the text apart again."""
    assert str(packing) == text
    file = ManifestFile(path="a", kind="image", media_type="x/y", bytes=1, sha256="0" * 64, packing=packing)
    back = ManifestFile.model_validate_json(file.model_dump_json())
    assert back.packing == packing


def test_facts_that_do_not_apply_are_left_out() -> None:
    """A page has no packing, a kit for everybody no partner."""
    file = ManifestFile(path="index.html", kind="page", media_type="text/html", bytes=1, sha256="0" * 64)
    manifest = Manifest(
        toolkit="1",
        campaign="c",
        title="Day",
        theme="Theme",
        theme_official=False,
        language="en",
        direction="ltr",
        date="17 May",
        link="https://example.org",
        hashtags=("#a",),
        files=(file,),
    )
    table = json.loads(manifest.to_json())
    assert table["files"] == [
        {"path": "index.html", "kind": "page", "bytes": 1, "sha256": "0" * 64, "media_type": "text/html"}
    ]
    assert (table["schema_version"], table["theme_official"], "partner" in table) == (2, False, False)
