"""The goals, what was measured of each, and whether it is met; said the same way when it is not."""

from collections.abc import Iterator, Sequence
from typing import Any

from suite.stages import CODECS, RASTER

_PER = 5000  # assets
_SHARE, _TWICE, _WARM, _SLOGAN = 0.75, 1.8, 1.0, 3.0


def goal_rows(results: dict[str, Any]) -> list[Sequence[str]]:
    """Return a row for every goal that this run says something about."""
    rows: list[Sequence[str]] = [("", "goal", "measured", "met")]
    for name, goal, measured, is_met in _goals(results):
        rows.append((name, goal, measured, "yes" if is_met else "**no**"))
    return rows


def _goals(results: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    for rival in results["rivals"]:
        if rival["goal"]:
            name = f"images per CPU second, against: {rival['title']}"
            found = rival["ratio"] >= rival["goal"]
            yield name, f"≥ {rival['goal']:g} ×", f"{rival['ratio']:.1f} ×", found
    if "stages" in results:
        stages, total = results["stages"]["stages"], results["stages"]["total"]
        share = (stages.get(RASTER, 0) + stages.get(CODECS, 0)) / total
        yield "CPU time inside raster and image codecs", "≥ 75 %", f"{share:.0%}", share >= _SHARE
    both = results["two_processes"]
    yield f"{results['cores']} processes against one, wall", "≥ 1.8 ×", f"{both:.2f} ×", both >= _TWICE
    yield from _changes(results.get("whole", results["toolkit"]))
    for case in results.get("memory", ()):
        if case.get("limit_mb"):
            name = f"memory, {case['design']} at {case['size']}"
            limit, found = case["limit_mb"], case["memory_mb"]
            yield name, f"≤ {limit:,} MB", f"{found:,} MB", found <= limit


def _changes(cases: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    if "warm" in cases:
        warm = cases["warm"]
        each = warm["wall_s"] / warm["images"] * _PER
        name = f"nothing changed, of {warm['images']:,} assets, wall"
        yield name, "< 1 s per 5,000", f"{warm['wall_s']:.2f} s, {each:.1f} s per 5,000", each < _WARM
    if "slogan" in cases:
        slogan = cases["slogan"]
        name = f"one slogan changed ({slogan['note']}), wall"
        yield name, "< 3 s", f"{slogan['wall_s']:.1f} s", slogan["wall_s"] < _SLOGAN
