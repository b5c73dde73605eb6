"""Headless Chromium through Playwright, one page: ``chromium_loop.py ITEMS OUT WAY BROWSER FONTS``.

Ways: `outlines`, our laid-out drawings; `live`, an HTML page with words as text over the drawing, that the
browser breaks and shapes in our fonts; `pdf`, our drawings as pages. The window changes only when sizes do.
"""

import html
import json
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAMILIES = {
    "ar": "noto-sans-arabic/NotoSansArabic",
    "zh": "noto-sans-cjk/NotoSansCJK",
    "": "noto-sans/NotoSans",
}


def faces(language: str, fonts: Path) -> str:
    """Return the font faces that a language needs."""
    stem = FAMILIES.get(language, FAMILIES[""])
    suffix = ".ttc" if "CJK" in stem else ".ttf"
    files = {400: f"{stem}-Regular{suffix}", 700: f"{stem}-Bold{suffix}"}
    return "".join(
        f"@font-face{{font-family:kit;font-weight:{weight};src:url('{(fonts / file).as_uri()}')}}"
        for weight, file in files.items()
    )


def page_of(item: dict[str, Any], fonts: Path) -> str:
    """Return the HTML page of an item with live words."""
    scale = item["width"] / item["canvas"][0]
    words = "".join(
        f'<p style="left:{word["x"] * scale}px;top:{word["y"] * scale}px;width:{word["width"] * scale}px;'
        f"height:{word['height'] * scale}px;font-size:{word['size']}px;font-weight:{word['weight']};"
        f'color:{word["fill"]}">{html.escape(word["text"])}</p>'
        for word in item["words"]
    )
    return (
        f'<!doctype html><html lang="{item["language"]}" dir="{item["direction"]}"><meta charset="utf-8">'
        f"<style>{faces(item['language'], fonts)}body{{margin:0;font-family:kit}}svg{{display:block}}"
        "p{position:absolute;margin:0;line-height:1.1}</style>"
        f"{Path(item['backdrop']).read_text()}{words}</html>"
    )


def draw(page: Page, item: dict[str, Any], way: str, out: Path, fonts: Path) -> None:
    """Make the file of one item."""
    address = Path(item["drawing"])
    if way == "live":
        address = out / f"{item['name']}.html"
        address.write_text(page_of(item, fonts))
    page.goto(address.as_uri())
    if way == "pdf":
        page.pdf(path=out / f"{item['name']}.pdf", width=f"{item['width']}px", height=f"{item['height']}px")
    else:
        page.screenshot(path=out / f"{item['name']}.png")


def main() -> None:
    """Render every item."""
    items, out, way, browser, fonts = json.loads(Path(sys.argv[1]).read_text()), *sys.argv[2:]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        page = chromium.new_page()
        for item in items:
            size = {"width": item["width"], "height": item["height"]}
            if page.viewport_size != size:
                page.set_viewport_size(size)
            draw(page, item, way, Path(out), Path(fonts))
        chromium.close()


main()
