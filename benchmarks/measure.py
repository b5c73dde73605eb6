"""Measuring: CPU time of alternating runs, medians, and ratios that a busy machine does not bend much."""

import statistics
import time
from collections.abc import Callable, Mapping


def cpu_milliseconds(contenders: Mapping[str, Callable[[], object]], rounds: int = 7) -> dict[str, float]:
    """Return the median CPU milliseconds of each contender; they take turns, after one run to warm up."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(rounds + 1):
        for name, run in contenders.items():
            start = time.process_time()
            run()
            if turn:
                times[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}
