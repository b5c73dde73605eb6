"""What a build remembers of earlier ones.

Layouts by their sources, paintings by drawings and exports, wordings by all that they speak of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from pydantic import TypeAdapter, ValidationError

from toolkit.deliver.texts.post_words import Wording
from toolkit.errors import errors_in
from toolkit.pipeline.cache.fingerprint import fingerprint
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.incremental.layout_keys import LayoutKeys
from toolkit.pipeline.layout.results import StoredLayout
from toolkit.pipeline.layout.tasks import LaidOutPicture, LayOutTask
from toolkit.pipeline.paint.exports import Exports
from toolkit.pipeline.paint.tasks import PaintResult, painting_version

_LAYOUTS, _PAINTINGS, _WORDINGS = "layouts", "paintings", "wordings"


_LAYOUT_RECORD: Final = TypeAdapter(StoredLayout)
_PAINTING: Final = TypeAdapter(PaintResult)
_WORDINGS_RECORD: Final = TypeAdapter(tuple[Wording, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildCache:
    """Looks things up in a cache for one project, and keeps what is new."""

    cache: Cache
    keys: LayoutKeys

    def layouts(self, tasks: Sequence[LayOutTask]) -> list[StoredLayout | None]:
        """Return what came of each task before, or none. SVG is not kept: it is soon made again."""
        keys = [self._layout_key(task) for task in tasks]
        records = self.cache.records(_LAYOUTS, keys)
        return [_laid_out(records[key]) if key in records else None for key in keys]

    def keep_layout(self, task: LayOutTask, result: StoredLayout) -> None:
        """Keep what came of a task."""
        self.cache.keep(_LAYOUTS, self._layout_key(task), _LAYOUT_RECORD.dump_json(result))

    def paintings(self, pictures: Sequence[LaidOutPicture], exports: Exports) -> list[PaintResult | None]:
        """Return those paintings whose files are all there, or none."""
        keys = [painting_key(picture, exports) for picture in pictures]
        found = {key: _painting(data) for key, data in self.cache.records(_PAINTINGS, keys).items()}
        known = [found.get(key) for key in keys]
        here = self.cache.has_files(file.blob for kept in known if kept for file in kept.files)
        return [
            kept if kept and here.issuperset(file.blob for file in kept.files) else None for kept in known
        ]

    def keep_painting(self, picture: LaidOutPicture, exports: Exports, kept: PaintResult) -> None:
        """Remember a painting whose files stand on the shelf, or a look; none that failed."""
        if kept.files or (exports.is_look and not errors_in(kept.problems)):
            self.cache.keep(_PAINTINGS, painting_key(picture, exports), _PAINTING.dump_json(kept))

    def wordings(self, sources: tuple[object, ...]) -> tuple[Wording, ...] | None:
        """Return the wordings that were made of these sources before, or none."""
        key = self._wording_key(sources)
        data = self.cache.records(_WORDINGS, [key]).get(key)
        try:
            return _WORDINGS_RECORD.validate_json(data, strict=True) if data else None
        except ValidationError:
            return None

    def keep_wordings(self, sources: tuple[object, ...], found: tuple[Wording, ...]) -> None:
        """Keep wordings with all that they were made of."""
        self.cache.keep(_WORDINGS, self._wording_key(sources), _WORDINGS_RECORD.dump_json(found))

    def _wording_key(self, sources: tuple[object, ...]) -> str:
        return _digest(fingerprint("toolkit.pipeline.stages.captions"), sources)

    def _layout_key(self, task: LayOutTask) -> str:
        key = self.keys.layout(self.keys.context.resolve(task.job), task.caps)
        return _digest(key, task.engines)


def painting_key(picture: LaidOutPicture, exports: Exports) -> str:
    """Return the digest of everything that the files of a picture follow from."""
    return _digest(
        painting_version(),
        exports.engine,
        exports.is_final,
        picture.result.digest,
        picture.drawing,
        picture.first.design.spec.transparent,
        exports.of_picture(picture.picture),
    )


def _laid_out(data: bytes) -> StoredLayout | None:
    try:
        return _LAYOUT_RECORD.validate_json(data, strict=True)
    except ValidationError:
        return None


def _painting(data: bytes) -> PaintResult | None:
    try:
        return _PAINTING.validate_json(data, strict=True)
    except ValidationError:
        return None


def _digest(*things: object) -> str:
    """Hash values whose `repr` tells them in full, as that of strings, numbers and dataclasses does."""
    return blake2b(repr(things).encode(), digest_size=32).hexdigest()
