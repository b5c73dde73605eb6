"""Packing a kit: assets, captions and alt texts, pages, licences, manifest and checksums, in one ZIP."""

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from toolkit import __version__
from toolkit.deliver.kit.archive import Content, Digest, digest_of, write_archive
from toolkit.deliver.kit.asset import Asset, Kit
from toolkit.deliver.kit.manifest import (
    CHECKSUMS_NAME,
    MANIFEST_NAME,
    Caption,
    Kind,
    Manifest,
    ManifestFile,
    checksums,
)
from toolkit.deliver.kit.pages import index_page, readme_page
from toolkit.deliver.kit.posts import posts_by_platform
from toolkit.deliver.kit.readme import captions_text, readme_text, texts_notice
from toolkit.sources.job_key import JobKey, SeriesKey


def pack(kit: Kit, out: Path) -> Path:
    """Write a kit under its name (`KitKey.file_name`) into the folder `out` and return the path of the ZIP.

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
    file = out / kit.key.file_name
    write_archive(file, [(f"{kit.folder}/{path}", content) for path, content in contents.items()])
    return file


def manifest_of(kit: Kit, digests: Mapping[str, Digest]) -> Manifest:
    """Return the manifest of a kit whose files have these digests."""
    assets = {asset.path: asset for asset in kit.assets}
    files = tuple(
        _asset_record(assets[path], digest, kit) if path in assets else _text_record(path, digest, kit)
        for path, digest in sorted(digests.items())
    )
    thumbnails = thumbnails_of(kit.assets, digests)
    return Manifest(
        toolkit=__version__,
        campaign=kit.key.campaign,
        partner=kit.key.partner,
        title=kit.title,
        theme=kit.theme,
        theme_official=not kit.theme_mark,
        language=kit.language.tag,
        direction=kit.language.direction,
        date=kit.date,
        link=kit.link,
        hashtags=kit.hashtags,
        files=tuple(file.model_copy(update={"thumbnail": thumbnails.get(file.path)}) for file in files),
    )


def thumbnails_of(assets: Iterable[Asset], digests: Mapping[str, Digest]) -> dict[str, str]:
    """Return, by path, a picture of the kit that stands for each asset in a list.

    It is the lightest still picture of the same design, row and look, among those nearest to the asset's own
    shape; a video or a page to print is heavy, and not every program can show it.
    """
    stills: dict[SeriesKey, list[Asset]] = {}
    found = sorted(assets, key=lambda asset: asset.path)
    for asset in found:
        if asset.job and asset.kind == "image" and not asset.is_moving:
            stills.setdefault(asset.job.series, []).append(asset)

    def shown(asset: Asset, job: JobKey) -> str | None:
        def rank(still: Asset) -> tuple[float, int]:
            apart = abs(math.log(still.file.size.aspect / asset.file.size.aspect))
            return round(apart, 1), digests[still.path].bytes

        return min(stills.get(job.series, ()), key=rank).path if job.series in stills else None

    return {asset.path: path for asset in found if asset.job and (path := shown(asset, asset.job))}


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


def _asset_record(asset: Asset, digest: Digest, kit: Kit) -> ManifestFile:
    file, words = asset.file, asset.words
    caption = Caption(
        text=words.caption, length=words.caption_length, limit=words.caption_limit, file=asset.caption_path
    )
    return ManifestFile(
        path=asset.path,
        kind=asset.kind,
        media_type=file.codec.media_type,
        bytes=digest.bytes,
        sha256=digest.sha256,
        width=file.size.width,
        height=file.size.height,
        language=kit.language.tag,
        design=asset.design,
        design_title=kit.words.design(asset.design),
        row=asset.row or None,
        row_title=kit.rows.get(asset.row),
        variant=asset.job.variant if asset.job else None,
        moving=asset.is_moving or None,
        placement=asset.placement or None,
        platform=asset.platform or None,
        picture=asset.picture or None,
        packing=file.packing,
        alt_text=words.alt_text or None,
        caption=caption if words.caption and asset.caption_path else None,
        official=words.official,
        sources=words.sources,
        qr=words.qr or None,
    )


def _text_record(path: str, digest: Digest, kit: Kit) -> ManifestFile:
    folder = path.partition("/")[0]
    kinds: Mapping[str, Kind] = {"captions": "captions", "licences": "licence"}
    kind = kinds.get(folder, "page")
    language = kit.language.tag if kind != "licence" else None
    media_type = "text/html" if path.endswith(".html") else "text/plain"
    return ManifestFile(
        path=path,
        kind=kind,
        media_type=media_type,
        bytes=digest.bytes,
        sha256=digest.sha256,
        language=language,
    )
