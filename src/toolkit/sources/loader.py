"""Decks: a campaign with its copy in every language, read and checked against each other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from toolkit.errors import Place, Problem
from toolkit.files import is_clutter
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, campaign_place
from toolkit.sources.campaigns.copydeck import Copy, copy_place
from toolkit.sources.checks.addresses import fault_of_address, fault_of_short_address, host_faults
from toolkit.sources.checks.events import occasion_faults
from toolkit.sources.checks.figures import figure_problems
from toolkit.sources.checks.languages_agree import agreement_problems
from toolkit.sources.checks.texts import campaign_text_faults, wording_problems
from toolkit.sources.checks.untranslated import untranslated_problems
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import read_record
from toolkit.sources.tables.tables import Table, load_tables
from toolkit.sources.workspace.partners import Partner

CAMPAIGN_FILE = "campaign.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDeck:
    """A campaign with its words in every language that could be read."""

    campaign: Campaign
    copies: tuple[Copy, ...]
    tables: tuple[Table, ...] = ()
    partners: tuple[Partner, ...] = ()
    """The partners of the workspace, who take part in every campaign."""

    def copy_in(self, language: Language | str) -> Copy | None:
        """Return the words in one language, if the campaign has them."""
        return next((copy for copy in self.copies if copy.language.tag == str(language)), None)


def load_decks(
    campaigns: Path, root: Path, problems: list[Problem], partners: tuple[Partner, ...] = ()
) -> tuple[CopyDeck, ...]:
    """Read every campaign of a folder, in alphabetical order; report everything that is wrong.

    A campaign file that cannot be read is left out, but the copy files beside it are read and reported all
    the same.
    """
    folders = sorted(path for path in campaigns.iterdir() if path.is_dir() and not is_clutter(path.name))
    found = (_load_deck(folder, root, problems) for folder in folders)
    return tuple(replace(deck, partners=partners) for deck in found if deck is not None)


def _load_deck(folder: Path, root: Path, problems: list[Problem]) -> CopyDeck | None:
    campaign = read_record(Campaign, folder / CAMPAIGN_FILE, root, problems)
    copies = _load_copies(folder, root, problems)
    if campaign is None:
        return None
    problems.extend(_campaign_problems(campaign, folder.name))
    # The folder's name is what files and problems are called by; a wrong id has been reported.
    campaign = campaign.model_copy(update={"id": folder.name})
    problems.extend(_file_problems(campaign, folder))
    wanted = tuple(copy for copy in copies if copy.language in campaign.languages)
    problems.extend(agreement_problems(campaign, wanted))
    problems.extend(untranslated_problems(campaign, wanted))
    problems.extend(figure_problems(campaign, wanted))
    problems.extend(problem for copy in wanted for problem in _link_problems(campaign, copy))
    order = campaign.languages.index
    return CopyDeck(
        campaign=campaign,
        copies=tuple(sorted(wanted, key=lambda copy: order(copy.language))),
        tables=load_tables(folder, campaign, root, problems),
    )


def _copy_files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "copy").glob("*.toml") if not is_clutter(path.name))


def _load_copies(folder: Path, root: Path, problems: list[Problem]) -> tuple[Copy, ...]:
    copies = []
    for path in _copy_files(folder):
        copy = read_record(Copy, path, root, problems)
        if copy is None:
            continue
        if copy.language.tag != path.stem:
            message = f"says '{copy.language}', but the file is named {path.name}"
            place = copy_place(folder.name, path.stem, "language")
            problems.append(Problem(trail=(place,), message=message, hint="make the two agree"))
            continue
        problems.extend(wording_problems(copy, partial(copy_place, folder.name, copy.language)))
        copies.append(copy)
    return tuple(copies)


def _file_problems(campaign: Campaign, folder: Path) -> Iterator[Problem]:
    """Every language of the campaign has a copy file, and every copy file is of one of them."""
    found = {path.stem for path in _copy_files(folder)}
    wanted = [language.tag for language in campaign.languages]
    for tag in wanted:
        if tag not in found:
            hint = (
                f"copy copy/{campaign.reference_language}.toml to copy/{tag}.toml, "
                f'write language = "{tag}" in it, and translate it'
            )
            message = f"the file is missing, and campaign.toml lists '{tag}' among its languages"
            yield Problem(trail=(copy_place(folder.name, tag),), message=message, hint=hint)
    for tag in sorted(found - set(wanted)):
        near = near_miss(tag, wanted)
        hint = f"did you mean {near}.toml?" if near else "list it there, or take the file out"
        message = "campaign.toml does not list this language"
        yield Problem(trail=(copy_place(folder.name, tag),), message=message, hint=hint)


def _campaign_problems(campaign: Campaign, folder: str) -> Iterator[Problem]:
    def problem(at: str, message: str, hint: str) -> Problem:
        return Problem(trail=(campaign_place(folder, at),), message=message, hint=hint)

    if campaign.id != folder:
        yield problem("id", f"says '{campaign.id}', but the folder is named {folder}", "make the two agree")
    if campaign.reference_language not in campaign.languages:
        yield problem("reference_language", "is not one of the languages", "name one of the list")
    if campaign.end_date is not None and campaign.end_date < campaign.date:
        yield problem("end_date", "is before the date", "put the earlier day first")
    if campaign.final_week is not None and campaign.final_week.end < campaign.final_week.start:
        yield problem("final_week", "ends before it starts", "put the earlier day first")
    yield from (problem(*fault) for fault in occasion_faults(campaign))
    yield from (problem(*fault) for fault in campaign_text_faults(campaign))
    if not campaign.disclaimer and not campaign.disclaimer_reason:
        yield problem("disclaimer", "is switched off without a reason", "add disclaimer_reason = …")
    yield from (problem("canonical_hosts", *fault) for fault in host_faults(campaign.canonical_hosts))
    page = campaign.event.registration if campaign.event else ""
    if page and (fault := fault_of_address(page, campaign.canonical_hosts)):
        yield problem("event.registration", *fault)
    short = campaign.short_address
    if short and (fault := fault_of_short_address(short, campaign.canonical_hosts)):
        yield problem("short_address", *fault)


def _link_problems(campaign: Campaign, copy: Copy) -> Iterator[Problem]:
    place = partial(copy_place, campaign.id, copy.language)
    call = copy.call_to_action
    if fault := fault_of_address(call.link.url, campaign.canonical_hosts):
        yield _said(place("call_to_action.link.url"), *fault)
    short = call.short_address
    if short and (fault := fault_of_short_address(short, campaign.canonical_hosts)):
        yield _said(place("call_to_action.short_address"), *fault)


def _said(place: Place, message: str, hint: str) -> Problem:
    return Problem(trail=(place,), message=message, hint=hint)
