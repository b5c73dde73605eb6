"""Packing a kit: assets, captions and alt texts, pages, licences, manifest and checksums, in one ZIP."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit import __version__
from toolkit.deliver.kit.archive import Content, Digest, digest_of, write_archive
from toolkit.deliver.kit.asset import Asset, Kit
from toolkit.deliver.kit.manifest import (
    CHECKSUMS_NAME,
    MANIFEST_NAME,
    Kind,
    Manifest,
    ManifestFile,
    checksums,
)
from toolkit.deliver.kit.pages import index_page, readme_page
from toolkit.deliver.kit.posts import posts_by_platform
from toolkit.deliver.kit.readme import captions_text, readme_text, texts_notice


def pack(kit: Kit, out: Path) -> Path:
    """Write a kit as ``<campaign>_<language>.zip`` into the folder `out` and return the path of the ZIP.

    The same kit gives the same bytes, whatever the order of its assets. The file appears whole or not at
    all; an earlier one is untouched if anything fails. Raises `ValueError` if two assets have one name or a
    name is unsafe, `OSError` if an asset's file cannot be read.
    """
    texts = dict(_texts(kit))
    assets = {asset.path: asset for asset in kit.assets}
    if len(assets) != len(kit.assets):
        raise ValueError(f"{len(kit.assets) - len(assets)} assets have the name of another one")
    contents: dict[str, Content] = {**texts, **{path: asset.data for path, asset in assets.items()}}
    digests = {path: digest_of(content) for path, content in contents.items()}
    contents[MANIFEST_NAME] = manifest_of(kit, digests).to_json()
    sums = {path: digest.sha256 for path, digest in digests.items()}
    sums[MANIFEST_NAME] = digest_of(contents[MANIFEST_NAME]).sha256
    contents[CHECKSUMS_NAME] = checksums(sums)
    file = out / f"{kit.folder}.zip"
    write_archive(file, [(f"{kit.folder}/{path}", content) for path, content in contents.items()])
    return file


def manifest_of(kit: Kit, digests: Mapping[str, Digest]) -> Manifest:
    """Return the manifest of a kit whose files have these digests."""
    assets = {asset.path: asset for asset in kit.assets}
    files = tuple(
        _asset_record(assets[path], digest) if path in assets else _text_record(path, digest, kit)
        for path, digest in sorted(digests.items())
    )
    return Manifest(
        toolkit=__version__,
        campaign=kit.campaign,
        title=kit.title,
        language=kit.language.tag,
        direction=kit.language.direction,
        date=kit.date,
        link=kit.link,
        files=files,
    )


def _texts(kit: Kit) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of everything that is written here, not by the pipeline."""
    yield "index.html", index_page(kit)
    yield "README.html", readme_page(kit)
    yield "README.txt", readme_text(kit)
    for platform in posts_by_platform(kit):
        yield platform.path, captions_text(kit, platform)
    yield "licences/TEXTS.txt", texts_notice(kit)
    for name, text in kit.licences.items():
        yield f"licences/{name}", text


def _asset_record(asset: Asset, digest: Digest) -> ManifestFile:
    return ManifestFile(
        path=asset.path,
        kind=asset.kind,
        bytes=digest.bytes,
        sha256=digest.sha256,
        width=asset.width,
        height=asset.height,
        language=asset.language.tag,
        design=asset.design,
        row=asset.row or None,
        variant=asset.variant or None,
        moving=asset.moving or None,
        packing=asset.packing or None,
        placement=asset.placement or None,
        platform=asset.platform or None,
        alt_text=asset.alt_text or None,
        official=asset.official,
        source=asset.source,
        caption=(asset.caption_path or None) if asset.caption else None,
        qr=asset.qr or None,
    )


def _text_record(path: str, digest: Digest, kit: Kit) -> ManifestFile:
    folder = path.partition("/")[0]
    kinds: Mapping[str, Kind] = {"captions": "captions", "licences": "licence"}
    kind = kinds.get(folder, "page")
    language = kit.language.tag if kind != "licence" else None
    return ManifestFile(path=path, kind=kind, bytes=digest.bytes, sha256=digest.sha256, language=language)
