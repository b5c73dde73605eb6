"""Layers in a cache: what was painted once, by any process of this machine, is not painted again."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from toolkit.pipeline.cache.store import Cache

_LAYERS = "layers"


@dataclass(frozen=True, slots=True)
class CachedLayers:
    """A store of layers (see `render.store`) in a cache; `version` is that of whatever paints them."""

    cache: Cache
    version: str

    def fetch(self, name: str) -> bytes | None:
        """Return what was kept under a name, if it is there and whole."""
        key = self._key(name)
        return self.cache.records(_LAYERS, [key]).get(key)

    def keep(self, name: str, data: bytes) -> None:
        """Keep a layer; on a full disk it is painted again, which is no reason to stop."""
        with suppress(OSError):
            self.cache.keep(_LAYERS, self._key(name), data)

    def _key(self, name: str) -> str:
        return sha256(f"{self.version} {name}".encode()).hexdigest()
