"""What became of one file of an import, for people and as JSON."""

from dataclasses import dataclass, field
from typing import Any

from toolkit.reports.importing.font_choices import FontUse
from toolkit.reports.importing.found_text import FoundText
from toolkit.reports.importing.pictures import Pictures


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `refused` says why it is not part of the design."""

    file: str
    artboard: str = ""
    size: str = ""
    texts: tuple[FoundText, ...] = ()
    fonts: tuple[FontUse, ...] = ()
    taken_out: tuple[str, ...] = ()
    pictures: Pictures = field(default_factory=Pictures)
    added: tuple[str, ...] = ()
    """What the drawing lacked and the copy has."""
    outlined: tuple[str, ...] = ()
    """Words of the copy whose layers hold outlines in place of text."""
    serves: tuple[float, float] | None = None
    """The least and largest aspect (width divided by height) of placements that the artboard is used for."""
    ends: tuple[str, ...] = ()
    """Why it is used for no narrower and no wider ones, where that was measured."""
    refused: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "file": self.file,
            "artboard": self.artboard,
            "size": self.size,
            "texts": [
                {
                    "words": text.words,
                    "slot": text.slot or None,
                    "value": text.value or None,
                    "kept": not text.slot,
                    "was_outlined": text.live is not None and bool(text.slot),
                    "joined_from": len(text.parts),
                    "because": text.reason or None,
                    "language": text.language,
                    "font": text.family or None,
                    "weight": text.weight,
                    "size": round(text.size, 2),
                }
                for text in self.texts
            ],
            "fonts": [font.as_dict() for font in self.fonts],
            "taken_out": list(self.taken_out),
            "outlined": list(self.outlined),
            "embedded": list(self.pictures.embedded),
            "pictures_changed": list(self.pictures.changed),
            "added": list(self.added),
            "serves": list(self.serves) if self.serves else None,
            "ends": list(self.ends),
            "refused": list(self.refused),
        }
