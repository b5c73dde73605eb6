"""Agreement: every language of a campaign has the same rows in the same order, and no text is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.errors import Problem
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, ProgrammePart, RowRecord, campaign_place
from toolkit.sources.campaigns.copydeck import Copy, copy_place
from toolkit.sources.checks.events import event_problems, programme_problems
from toolkit.sources.schema.messages import near_miss


@dataclass(frozen=True, slots=True)
class _Series:
    """A list of rows that the campaign file sets and every copy file fills."""

    key: str
    """The key in the copy file."""
    rows: tuple[RowRecord, ...]
    found: Mapping[str, tuple[str, ...]]
    """The ids in each language, by tag."""


def agreement_problems(campaign: Campaign, copies: Sequence[Copy]) -> Iterator[Problem]:
    """Yield what is missing, too much or in another order in the copy of each language."""
    ordered = _reference_first(campaign, copies)
    for series in _series(campaign, ordered):
        yield from _row_list_problems(campaign, series)
        for copy in ordered:
            if copy.language.tag in series.found:
                yield from _series_problems(campaign, series, copy.language)
    for copy in ordered:
        yield from event_problems(campaign, copy)
        yield from programme_problems(campaign, ordered[0], copy)
        yield from _optional_problems(campaign, ordered[0], copy)


def _reference_first(campaign: Campaign, copies: Sequence[Copy]) -> list[Copy]:
    order = [campaign.reference_language, *campaign.languages]
    return sorted(
        copies, key=lambda copy: order.index(copy.language) if copy.language in order else len(order)
    )


def _series(campaign: Campaign, copies: Sequence[Copy]) -> tuple[_Series, ...]:
    organizers = tuple(RowRecord(id=name) for name in campaign.co_organizers)
    return (
        _Series(
            "call_to_action.asks",
            campaign.asks,
            {copy.language.tag: tuple(row.id for row in copy.call_to_action.asks) for copy in copies},
        ),
        _Series(
            "quotes",
            campaign.quotes,
            {copy.language.tag: tuple(row.id for row in copy.quotes) for copy in copies},
        ),
        _Series(
            "statistics",
            campaign.statistics,
            {copy.language.tag: tuple(row.id for row in copy.statistics) for copy in copies},
        ),
        _Series(
            "co_organizers",
            organizers,
            {copy.language.tag: tuple(row.id for row in copy.co_organizers) for copy in copies},
        ),
        _Series(
            "programme",
            tuple(RowRecord(id=part.id) for part in campaign.programme),
            {copy.language.tag: tuple(part.id for part in copy.programme) for copy in copies},
        ),
        *(_items_of(part, copies) for part in campaign.programme),
    )


def _items_of(part: ProgrammePart, copies: Sequence[Copy]) -> _Series:
    """The items of a part, in the languages that have the part at all; a missing part is said once."""
    found = {
        copy.language.tag: tuple(item.id for item in words.items)
        for copy in copies
        for words in copy.programme
        if words.id == part.id
    }
    return _Series(f"programme.{part.id}.items", tuple(RowRecord(id=item.id) for item in part.items), found)


def _row_list_problems(campaign: Campaign, series: _Series) -> Iterator[Problem]:
    """A row that only some languages have must say why, and name languages of the campaign."""
    key = series.key.rpartition(".")[2]
    for row in series.rows:
        place = campaign_place(campaign.id, f"{key}.{row.id}")
        strange = [language for language in row.languages if language not in campaign.languages]
        for language in strange:
            message = f"names '{language}', which is not a language of the campaign"
            hint = f"take '{language}' out here, or add it to 'languages'"
            yield Problem(trail=(place,), message=message, hint=hint)
        if row.languages and not row.reason:
            message = "does not say why only some languages have it"
            yield Problem(trail=(place,), message=message, hint="add reason = …")


def _series_problems(campaign: Campaign, series: _Series, language: Language) -> Iterator[Problem]:
    due = [row.id for row in series.rows if row.is_due_in(language)]
    found = series.found[language.tag]
    strangers = [name for name in found if name not in _ids(series)]
    for name in due:
        # A misspelled id is said once, where it stands.
        if name not in found and not near_miss(name, strangers):
            yield _missing(campaign, series, language, name)
    for number, name in enumerate(found):
        at = f"{series.key}.{name}"
        if name not in due:
            yield _extra(campaign, series, language, name)
        elif name in found[:number]:
            trail = (copy_place(campaign.id, language, at),)
            yield Problem(trail=trail, message="this id is used twice", hint="rename one of them")
    if sorted(found) == sorted(due) and list(found) != due:
        trail = (copy_place(campaign.id, language, series.key),)
        message = "the rows are in another order than in campaign.toml"
        yield Problem(trail=trail, message=message, hint=f"put them in this order: {', '.join(due)}")


def _missing(campaign: Campaign, series: _Series, language: Language, name: str) -> Problem:
    owners = [tag for tag, names in series.found.items() if name in names]
    message = f"is missing (the '{owners[0]}' copy has it)" if owners else "is missing (no language has it)"
    hint = "translate it, and mark it official = false"
    if not owners:
        hint = "write it, or take the row out of campaign.toml"
    return Problem(
        trail=(copy_place(campaign.id, language, f"{series.key}.{name}"),), message=message, hint=hint
    )


def _extra(campaign: Campaign, series: _Series, language: Language, name: str) -> Problem:
    if name in _ids(series):
        message = f"campaign.toml does not list '{language}' among the languages of this row"
        hint = "add the language there, or take the row out here"
    else:
        message = "campaign.toml does not list this row"
        near = near_miss(name, _ids(series))
        hint = f"did you mean '{near}'?" if near else "list it there, or take it out here"
    return Problem(
        trail=(copy_place(campaign.id, language, f"{series.key}.{name}"),), message=message, hint=hint
    )


def _ids(series: _Series) -> list[str]:
    return [row.id for row in series.rows]


def _optional_problems(campaign: Campaign, reference: Copy, copy: Copy) -> Iterator[Problem]:
    """What the reference language has, every language must have."""
    for key in ("theme_lockup", "day_name_lines", "date_note"):
        if getattr(reference, key) and not getattr(copy, key):
            message = f"is missing (the '{reference.language}' copy has it)"
            trail = (copy_place(campaign.id, copy.language, key),)
            yield Problem(trail=trail, message=message, hint="translate it")
    for ask in reference.call_to_action.asks:
        own = copy.ask(ask.id)
        if own is not None and len(own.further) != len(ask.further):
            at = f"call_to_action.asks.{ask.id}.further"
            message = f"has {len(own.further)} texts, the '{reference.language}' copy {len(ask.further)}"
            trail = (copy_place(campaign.id, copy.language, at),)
            yield Problem(trail=trail, message=message, hint="translate every one, in the same order")
