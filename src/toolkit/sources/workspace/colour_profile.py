"""Colour profiles: pixels of any become those of sRGB, which every page here takes them for."""

import io
from typing import cast

import numpy as np
from PIL import Image, ImageCms

_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
_STEPS = 17
_SAME = 2  # levels: sRGB as different programs write it
_SRGB_LINEAR, _SRGB_TOE, _SRGB_SLOPE = 0.0031308, 0.055, 12.92
_LEVELS = 256


class ProfileError(ValueError):
    """Colours that nobody can know: no profile where one is needed, or one that cannot be used."""


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture (mode L, RGB or CMYK) in sRGB, by its ICC profile; raise `ProfileError`."""
    if not profile:
        if image.mode == "CMYK":
            raise ProfileError("is in the colours of a printing press (CMYK), without a colour profile")
        return image
    transform = _transform(image.mode, profile)
    if image.mode != "CMYK" and _changes_nothing(image.mode, transform):
        return image
    return cast("Image.Image", ImageCms.applyTransform(image, transform))


def _transform(mode: str, profile: bytes) -> ImageCms.ImageCmsTransform:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if space != _SPACES[mode]:
            raise ProfileError(f"has a colour profile for {space} on {_SPACES[mode]} colours")
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB", intent, flags)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
        if isinstance(error, ProfileError):
            raise
        raise ProfileError("has a colour profile that cannot be used") from error


def _changes_nothing(mode: str, transform: ImageCms.ImageCmsTransform) -> bool:
    """Tell whether a profile is sRGB under another name: its colours stay as they are, to the bit."""
    levels = np.linspace(0, _LEVELS - 1, _STEPS).round().astype(np.uint8)
    colours = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(1, -1, 3)
    sample = Image.fromarray(colours if mode == "RGB" else levels.reshape(1, -1))
    result = cast("Image.Image", ImageCms.applyTransform(sample, transform))
    before = np.asarray(sample.convert("RGB"), dtype=np.int16)
    return int(np.abs(np.asarray(result, dtype=np.int16) - before).max()) <= _SAME


def with_gamma(image: Image.Image, gamma: float) -> Image.Image:
    """Return a picture (mode L or RGB) whose samples are light to the power of `gamma`, in sRGB."""
    light = (np.arange(_LEVELS) / (_LEVELS - 1)) ** (1 / gamma)
    curved = (1 + _SRGB_TOE) * light ** (1 / 2.4) - _SRGB_TOE
    table = np.where(light <= _SRGB_LINEAR, light * _SRGB_SLOPE, curved)
    levels = (table * (_LEVELS - 1)).round().astype(int).tolist()
    return image.point(levels * len(image.getbands()))
