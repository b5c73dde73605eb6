"""Tables for `toolkit plan`."""

from collections import Counter
from collections.abc import Iterator

from toolkit.pipeline.plan import Plan
from toolkit.render.video import missing as missing_encoder


def left_out_lines(plan: Plan) -> Iterator[str]:
    """Yield a line that says why videos are left out, if any are."""
    if plan.left_out:
        yield f"left out: {len(plan.left_out)} videos ({missing_encoder()})"


def plan_lines(plan: Plan, *, files: bool) -> Iterator[str]:
    """Yield what a plan would make: each kit with its number of assets, or every file name.

    Then what is left out, with the reason.
    """
    if files:
        yield from (job.stem for job in plan.jobs)
    else:
        counts = Counter((job.campaign, job.language) for job in plan.jobs)
        designs = Counter((job.campaign, job.language, job.design) for job in plan.jobs)
        for campaign, language in plan.kits:
            parts = [
                f"{design} {count}"
                for (of, tag, design), count in sorted(designs.items())
                if (of, tag) == (campaign, language)
            ]
            yield f"{campaign}_{language}.zip  {counts[campaign, language]:>5} assets  ({', '.join(parts)})"
    yield from left_out_lines(plan)
    for design, placement in plan.unserved:
        yield f"not served: {design} has no artboard for {placement}"
