"""Figures: a statistic states the same number in every language, whatever its scale words and signs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.errors import Problem, Severity
from toolkit.languages import Language
from toolkit.quantities import quantities_in
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy, Statistic, copy_place
from toolkit.statements import figure_fault, text_fault

_ENGLISH = Language("en")
# In a sentence a small number may be anything; a large one or a percentage is the figure.
_LEAST_TOLD = 1000
_HINT = "the figure is `number` in campaign.toml, or else `value` in the copy of the reference language"


def figure_problems(campaign: Campaign, copies: Sequence[Copy]) -> Iterator[Problem]:
    """Yield every statement of a statistic that is another number than the campaign's.

    `value` and `figure` must state the number; a text that mentions it must not be wrong by powers of ten:
    "2,6 millones" is not 2.6 billion. English scale words in another language are told, as a warning while
    the row is not official, because it may be a draft. Where the words of a language are not known, that is
    a warning too.
    """
    numbers = _numbers(campaign, copies)
    for copy in copies:
        for row in copy.statistics:
            if (number := numbers.get(row.id)) is not None:
                yield from _row_problems(campaign, copy, row, number)


def _numbers(campaign: Campaign, copies: Sequence[Copy]) -> dict[str, Decimal]:
    """Return the number behind each statistic: the campaign's, or what the reference language says."""
    found: dict[str, Decimal] = {}
    for copy in copies:
        if copy.language == campaign.reference_language:
            for row in copy.statistics:
                quantities = quantities_in(row.value, _ENGLISH)
                if len(quantities) == 1:
                    found[row.id] = quantities[0].value
    given = {row.id: Decimal(str(row.number)) for row in campaign.statistics if row.number is not None}
    return found | given


def _row_problems(campaign: Campaign, copy: Copy, row: Statistic, number: Decimal) -> Iterator[Problem]:
    faults = {
        "value": figure_fault(row.value, number, _ENGLISH),
        "figure": figure_fault(row.figure, number, copy.language),
    }
    if number >= _LEAST_TOLD or row.kind == "percent":
        language = row.text.same_as or copy.language  # words that are meant to stand in another language
        faults["text"] = text_fault(row.text.text, number, language)
        faults["text.short"] = text_fault(row.text.short, number, language)
    for key, fault in faults.items():
        if fault:
            place = copy_place(campaign.id, copy.language, f"statistics.{row.id}.{key}")
            draft = fault.untranslated and not row.text.official
            severity = Severity.WARNING if draft or not fault.certain else Severity.ERROR
            yield Problem(trail=(place,), message=fault.message, hint=_HINT, severity=severity)
