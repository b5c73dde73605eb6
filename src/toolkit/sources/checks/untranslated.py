"""Untranslated words: a text of one language that is another's, or that claims another's evidence.

Whoever starts a language copies the file of another one. What he forgets to translate, or to mark as his own
translation, would be printed as the official wording of his language.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import Problem, Severity
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import CoOrganizer, Copy, Quote, Statistic, Text, copy_place
from toolkit.sources.checks.texts import records_in

# What languages of one script may well share: "Programme", "Hackathon", "Radio 2.0".
_SHORT_LETTERS, _SHORT_WORD, _SHORT_UNSPACED = 12, 20, 4
_WITHOUT_SPACES = frozenset({"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
_NAMES = frozenset({"abbreviation"})
_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """Words of one language: their key, the text, and the record that says whose words they are."""

    copy: Copy
    key: str
    words: str
    standing: Text
    is_quotation: bool = False

    @property
    def language(self) -> Language:
        return self.copy.language

    @property
    def letters(self) -> str:
        """The words without what an editor changes by itself: marks, spaces, capitals."""
        folded = unicodedata.normalize("NFKC", self.words).casefold()
        return "".join(character for character in folded if unicodedata.category(character)[0] in "LMN")

    @property
    def is_telling(self) -> bool:
        """Whether two languages would hardly have these words in common: no number and no short word."""
        letters = self.letters
        if not any(character.isalpha() for character in letters):
            return False
        if self.language.script in _WITHOUT_SPACES:
            return len(letters) > _SHORT_UNSPACED
        limit = _SHORT_WORD if len(self.words.split()) == 1 else _SHORT_LETTERS
        return len(letters) > limit


def untranslated_problems(campaign: Campaign, copies: Sequence[Copy]) -> Iterator[Problem]:
    """Yield the texts that are another language's, and the official ones that have its evidence.

    The later of two languages is told, in the order of the campaign with the reference language first.
    """
    by_words: dict[tuple[str, str], list[_Wording]] = defaultdict(list)
    by_source: dict[tuple[str, str], list[_Wording]] = defaultdict(list)
    for copy in _reference_first(campaign, copies):
        drafts: list[tuple[_Wording, _Wording]] = []
        wordings = tuple(_wordings(copy))
        for wording in wordings:
            same, sources = (wording.key, wording.letters), (wording.key, wording.standing.source)
            owner = _other(by_words[same], wording)
            if wording.standing.same_as is not None:
                yield from _declared(campaign, wording, by_words[same], copies)
            elif owner is not None and not wording.standing.official:
                drafts.append((wording, owner))
            elif owner is not None:
                yield _copied(campaign, wording, owner)
            elif wording.standing.official and (lender := _other(by_source[sources], wording)):
                yield _borrowed(campaign, wording, lender)
            by_words[same].append(wording)
            if wording.standing.official:
                by_source[sources].append(wording)
        yield from _still_to_translate(campaign, copy, drafts, len(wordings))


def _reference_first(campaign: Campaign, copies: Sequence[Copy]) -> list[Copy]:
    order = [campaign.reference_language, *campaign.languages]
    return sorted(copies, key=lambda copy: order.index(copy.language))


def _wordings(copy: Copy) -> Iterator[_Wording]:
    """Yield what is translated: no names, addresses or hashtags."""
    for key, record in records_in(copy):
        if isinstance(record, Quote):
            yield _Wording(copy=copy, key=f"{key}.role", words=record.role, standing=record.text)
        elif isinstance(record, Statistic):
            yield _Wording(copy=copy, key=f"{key}.figure", words=record.figure, standing=record.text)
        elif isinstance(record, Text) and not isinstance(record, CoOrganizer) and key not in _NAMES:
            quotation = key.startswith("quotes.")
            yield _Wording(copy=copy, key=key, words=record.text, standing=record, is_quotation=quotation)


def _other(owners: Sequence[_Wording], wording: _Wording) -> _Wording | None:
    """Return the first that has the same in another language; ``en-GB`` may say what ``en`` says."""
    if not wording.is_telling:
        return None
    own = wording.language
    return next((owner for owner in owners if not _is_same_language(owner.language, own)), None)


def _is_same_language(one: Language, other: Language) -> bool:
    return one.locale.language == other.locale.language and one.script == other.script


def _copied(campaign: Campaign, wording: _Wording, owner: _Wording) -> Problem:
    """Say that words are another language's; a quotation may stand in the language it was spoken in."""
    original = wording.is_quotation and wording.standing.source == owner.standing.source
    return Problem(
        trail=(copy_place(campaign.id, wording.language, wording.key),),
        message=f"is marked official, but is word for word the text of the '{owner.language}' copy",
        hint='translate it, and set official = false and evidence = "own-translation"; '
        f'if it is meant to stand in that language, add same_as = "{owner.language}"',
        severity=Severity.WARNING if original else Severity.ERROR,
    )


def _borrowed(campaign: Campaign, wording: _Wording, lender: _Wording) -> Problem:
    source = wording.standing.source
    return Problem(
        trail=(copy_place(campaign.id, wording.language, wording.key),),
        message=f"is marked official by the source of the '{lender.language}' words: '{source}'",
        hint='set official = false and evidence = "own-translation"; if the issuing body wrote it in this '
        f'language too, say where: source = "{source.replace(chr(34), chr(39))} ({wording.language})"',
    )


def _declared(
    campaign: Campaign, wording: _Wording, owners: Sequence[_Wording], copies: Sequence[Copy]
) -> Iterator[Problem]:
    """`same_as` is true, or is said to be wrong; it stands for the text and not for a role or a figure."""
    named = wording.standing.same_as
    if wording.words != wording.standing.text or any(owner.language == named for owner in owners):
        return
    has = any(copy.language == named for copy in copies)
    message = (
        f"is not what the '{named}' copy says here"
        if has
        else f"the campaign has no '{named}' copy before it"
    )
    place = copy_place(campaign.id, wording.language, f"{wording.key}.same_as")
    yield Problem(trail=(place,), message=message, hint="copy the words from there, or take same_as out")


def _still_to_translate(
    campaign: Campaign, copy: Copy, drafts: Sequence[tuple[_Wording, _Wording]], count: int
) -> Iterator[Problem]:
    """Tell once for a file what nobody has translated; it is marked as unofficial, so it may be a draft."""
    if not drafts:
        return
    keys = [wording.key for wording, _ in drafts]
    listed = ", ".join(keys[:_LISTED]) + (" …" if len(keys) > _LISTED else "")
    owners = dict.fromkeys(f"'{owner.language}'" for _, owner in drafts)
    yield Problem(
        trail=(copy_place(campaign.id, copy.language),),
        message=f"{len(keys)} of {count} texts are word for word those of {' and '.join(owners)}: {listed}",
        hint='translate them; if one is meant to stand in that language, add same_as = "…" to it',
        severity=Severity.WARNING,
    )
