"""Three drawings that stand for what kits hold: flat shapes, a photograph with gradients, soft shadows."""

import base64
import io

import numpy as np
from PIL import Image, ImageFilter

SIDE = 1080


def flat() -> bytes:
    """Return a poster-like drawing: a ground, shapes and 300 small curved outlines, as words are."""
    glyph = "m0 0c8-14 20-14 24 0s-4 22-12 22-16-8-12-22zm6 4c2-6 10-6 12 0s-2 10-6 10-8-4-6-10z"
    letters = [
        f'<path transform="translate({90 + index % 30 * 30} {300 + index // 30 * 46})" d="{glyph}"/>'
        for index in range(300)
    ]
    return _document(
        '<rect width="1080" height="1080" fill="#0b1f4b"/>'
        '<circle cx="900" cy="180" r="320" fill="#12a1d8"/><path d="M0 900L1080 780V1080H0z" fill="#ffb600"/>'
        f'<g fill="#ffffff" fill-rule="evenodd">{"".join(letters)}</g>'
    )


def photo() -> bytes:
    """Return a photograph under a gradient, inside a round clip, with words."""
    return _document(
        '<linearGradient id="g" x2="0" y2="1"><stop offset="0" stop-color="#0b1f4b"/>'
        '<stop offset="1" stop-color="#0b1f4b" stop-opacity="0.1"/></linearGradient>'
        f'<image width="1080" height="1080" preserveAspectRatio="xMidYMid slice" href="{_photograph()}"/>'
        '<rect width="1080" height="1080" fill="url(#g)"/>'
        '<path d="M90 300h600v60H90zM90 400h500v60H90z" fill="#ffffff"/>'
    )


def shadow() -> bytes:
    """Return cards with soft shadows over a blurred light (CairoSVG leaves these out)."""
    cards = "".join(
        f'<rect x="{90 + column * 310}" y="{90 + row * 310}" width="270" height="270" rx="24" fill="#fff" '
        'filter="url(#s)"/>'
        for column in range(3)
        for row in range(3)
    )
    return _document(
        '<filter id="s" x="-30%" y="-30%" width="160%" height="160%">'
        '<feDropShadow dx="0" dy="10" stdDeviation="14" flood-color="#0b1f4b" flood-opacity="0.5"/></filter>'
        '<filter id="b" x="-50%" y="-50%" width="200%" height="200%">'
        '<feGaussianBlur stdDeviation="60"/></filter>'
        '<rect width="1080" height="1080" fill="#e8f1fb"/>'
        f'<circle cx="300" cy="300" r="260" fill="#12a1d8" filter="url(#b)"/>{cards}'
    )


def _document(body: str) -> bytes:
    """Return a square document around a body."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}" viewBox="0 0 {SIDE} {SIDE}">'
        f"{body}</svg>"
    ).encode()


def _photograph(side: int = 1600) -> str:
    """Return a made-up photograph as a data address: soft forms, some edges, the grain of a sensor."""
    random = np.random.default_rng(17)
    scene = np.zeros((side, side, 3))
    for cells, weight in ((4, 90), (12, 50), (40, 30), (160, 14)):
        small = Image.fromarray(random.integers(0, 256, (cells, cells, 3), dtype=np.uint8))
        large = small.resize((side, side), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1))
        scene += np.asarray(large, dtype=float) / 255 * weight
    scene += random.normal(0, 2.5, scene.shape)
    output = io.BytesIO()
    Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8)).save(output, "JPEG", quality=90)
    return "data:image/jpeg;base64," + base64.b64encode(output.getvalue()).decode()


DRAWINGS = {"flat": flat(), "photo": photo(), "shadow": shadow()}
