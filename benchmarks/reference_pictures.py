"""What other programs show of a drawing: Inkscape for its own files, Chromium for all others.

Both see the fonts of a workspace and the bundled ones, and no others, through a fontconfig file of their own.
"""

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
"""Height × width × red, green, blue; on white."""
_FONTCONFIG: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}<cachedir>{cache}</cachedir>
{aliases}<match target="pattern">
<edit name="family" mode="append_last"><string>{default}</string></edit></match>
<match target="font">
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
<edit name="rgba" mode="assign"><const>none</const></edit>
<edit name="antialias" mode="assign"><bool>true</bool></edit>
</match>
</fontconfig>
"""
_ALIAS: Final = (
    '<match target="pattern"><test name="family"><string>{asked}</string></test>'
    '<edit name="family" mode="prepend" binding="same"><string>{given}</string></edit></match>\n'
)
_GENERIC: Final = (
    "sans-serif",
    "serif",
    "monospace",
    "cursive",
    "fantasy",
    "sans",
    "Sans",
    "Serif",
    "Monospace",
)
_INKSCAPE: Final = "inkscape (Debian: apt install inkscape; others: inkscape.org/release)"
_CHROMIUM: Final = "chromium (Debian: apt install chromium; others: chromium.org)"
_SECONDS: Final = 120


class ViewerError(Exception):
    """A program that is not there, or that shows nothing of a drawing; the message says which."""


@dataclass(frozen=True)
class Viewers:
    """The programs that show drawings, and the folders of the fonts that they see.

    `default` is the family that stands in for those that are not there, `aliases` names of families by other
    names.
    """

    fonts: Sequence[Path]
    default: str
    aliases: Mapping[str, str]

    def missing(self) -> list[str]:
        """Return how to get the programs that are not there."""
        return [
            advice
            for program, advice in ((_inkscape(), _INKSCAPE), (_chromium(), _CHROMIUM))
            if program is None
        ]

    def pictures(
        self, drawings: Sequence[bytes], size: tuple[int, int], *, by_inkscape: bool
    ) -> list[Picture]:
        """Return what a program shows of drawings, all at one size in px.

        Raises `ViewerError`.
        """
        with tempfile.TemporaryDirectory(prefix="reference-") as name:
            folder = Path(name)
            self._write_fontconfig(folder)
            paths = []
            for index, drawing in enumerate(drawings):
                path = folder / f"drawing-{index}.svg"
                path.write_bytes(drawing)
                paths.append(path)
            show = _by_inkscape if by_inkscape else _by_chromium
            return show(folder, paths, size)

    def _write_fontconfig(self, folder: Path) -> None:
        cache = Path(tempfile.gettempdir()) / "import-fidelity-fontconfig"
        aliases = {**dict.fromkeys(_GENERIC, self.default), **self.aliases}
        text = _FONTCONFIG.format(
            folders="".join(f"<dir>{escape(str(path.resolve()))}</dir>\n" for path in self.fonts),
            cache=escape(str(cache)),
            aliases="".join(
                _ALIAS.format(asked=escape(asked), given=escape(given)) for asked, given in aliases.items()
            ),
            default=escape(self.default),
        )
        (folder / "fonts.conf").write_text(text, encoding="utf-8")


def _inkscape() -> str | None:
    return shutil.which("inkscape")


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


def _by_inkscape(folder: Path, paths: Sequence[Path], size: tuple[int, int]) -> list[Picture]:
    program = _inkscape()
    if program is None:
        raise ViewerError(f"needs {_INKSCAPE}")
    actions = []
    for path in paths:
        actions += [
            f"file-open:{path}",
            "export-area-page",
            f"export-width:{size[0]}",
            f"export-height:{size[1]}",
            f"export-filename:{path.with_suffix('.png')}",
            "export-do",
            "file-close",
        ]
    _run([program, f"--actions={';'.join(actions)}"], folder, "Inkscape")
    return [_read(path.with_suffix(".png"), size, "Inkscape") for path in paths]


def _by_chromium(folder: Path, paths: Sequence[Path], size: tuple[int, int]) -> list[Picture]:
    program = _chromium()
    if program is None:
        raise ViewerError(f"needs {_CHROMIUM}")
    width, height = size
    frames = "".join(
        f'<iframe src="{path.name}" width="{width}" height="{height}" scrolling="no"></iframe>'
        for path in paths
    )
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><style>body{margin:0;background:#fff}'
        "iframe{display:block;border:0}</style></head>"
        f"<body>{frames}</body></html>"
    )
    (folder / "all.html").write_text(page, encoding="utf-8")
    picture = folder / "all.png"
    command = [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--allow-file-access-from-files",
        "--font-render-hinting=none",
        "--force-color-profile=srgb",
        "--virtual-time-budget=8000",
        f"--user-data-dir={folder}/profile",
        f"--screenshot={picture}",
        f"--window-size={width},{height * len(paths)}",
        f"file://{folder}/all.html",
    ]
    _run(command, folder, "Chromium")
    whole = _read(picture, (width, height * len(paths)), "Chromium")
    return [whole[index * height : (index + 1) * height] for index in range(len(paths))]


def _run(command: list[str], folder: Path, name: str) -> None:
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "INKSCAPE_PROFILE_DIR": str(folder / "inkscape"),
    }
    try:
        subprocess.run(
            command, check=False, capture_output=True, timeout=_SECONDS, env=environment, cwd=folder
        )
    except subprocess.TimeoutExpired as error:
        raise ViewerError(f"{name} has shown nothing after {_SECONDS} s") from error


def _read(path: Path, size: tuple[int, int], name: str) -> Picture:
    if not path.is_file():
        raise ViewerError(f"{name} cannot show the file")
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        found = on_white(image)
    if found.shape[:2] != (size[1], size[0]):
        found = np.asarray(Image.fromarray(found).resize(size, Image.Resampling.LANCZOS))
    return found


def on_white(image: Image.Image) -> Picture:
    """Return a picture with alpha as it looks on a white page."""
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return np.asarray(ground.convert("RGB"))
