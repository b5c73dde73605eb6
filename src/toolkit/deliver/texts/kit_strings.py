"""The toolkit's own words in a kit: the ``[kit]`` table of ``assets/strings/<language>.toml``, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType

from toolkit.errors import Problem, raise_errors
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Sourced
from toolkit.sources.workspace.strings import Strings, strings_place
from toolkit.sources.workspace.vocabulary import Vocabulary

_FIELD = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KitWords:
    """The words of one language; made by `kit_words`, which guarantees that every key is there."""

    language: Language
    strings: Strings
    vocabulary: Vocabulary
    texts: Mapping[str, str]
    unofficial_translation: str
    unofficial_text: str
    disclaimer: str
    reference: Language | None = None
    """The language that a campaign's quotations were found in."""

    def __call__(self, key: str, **fields: str) -> str:
        """Return a text with its fields filled in; a key that is not in `FIELDS_OF` is a `KeyError`."""
        return self.texts[key].format_map(fields) if FIELDS_OF[key] else self.texts[key]

    def design(self, design: str) -> str:
        """Return what a design is called; one without a name is a "campaign picture"."""
        return self.strings.designs.get(design, self.texts["design_other"])

    def platform(self, platform: str) -> str:
        """Return what a platform is called in this language."""
        found = self.vocabulary.platform(platform)
        return self.strings.platforms.get(platform) or (found.name if found else "") or platform

    def quoted(self, text: str) -> str:
        """Return a text in the language's quotation marks."""
        return f"{self('quote_open')}{text}{self('quote_close')}"

    def mark(self, text: Sourced, *, spoken: bool = False) -> str:
        """Return the words that mark an unofficial text, empty for an official one.

        They are the words on the card: somebody's `spoken` words are an unofficial translation, unless they
        stand in the language they were found in.
        """
        if text.official:
            return ""
        is_translation = spoken and text.is_translated(self.language, self.reference)
        return self.unofficial_translation if is_translation else self.unofficial_text

    def of_campaign(self, campaign: Campaign) -> "KitWords":
        """Return the words for a campaign, whose reference language its quotations were found in."""
        return replace(self, reference=campaign.reference_language)


def kit_words(strings: Strings, vocabulary: Vocabulary) -> KitWords:
    """Return the words of a language, ready to use; raise `ProblemsError` with every key that is wrong."""
    raise_errors(check_words(strings))
    return KitWords(
        language=strings.language,
        strings=strings,
        vocabulary=vocabulary,
        texts=MappingProxyType(dict(strings.kit)),
        unofficial_translation=strings.unofficial_translation,
        unofficial_text=strings.unofficial_text,
        disclaimer=strings.not_an_official_product,
    )


def check_words(strings: Strings) -> list[Problem]:
    """Return what is wrong with a ``[kit]`` table: keys missing, unknown or empty, and fields that differ."""
    problems = [
        _problem(strings, key, "is missing", f'add {key} = "…"')
        for key in FIELDS_OF
        if key not in strings.kit
    ]
    problems += [_unknown(strings, key) for key in strings.kit if key not in FIELDS_OF]
    for key, text in strings.kit.items():
        wanted = FIELDS_OF.get(key, ())
        found = tuple(sorted(_FIELD.findall(text)))
        if key in FIELDS_OF and found != wanted:
            fields = ", ".join(f"{{{field}}}" for field in wanted) or "no field in braces"
            problems.append(
                _problem(strings, key, "does not have the right fields", f"it must hold {fields}")
            )
    return problems


def _unknown(strings: Strings, key: str) -> Problem:
    kind, _, name = key.partition("_")
    near = get_close_matches(key, FIELDS_OF, n=1)
    hint = f"did you mean '{near[0]}'?" if near else "take it out"
    if kind in {"design", "platform"}:
        hint = f"write it below [{kind}s]: {name.replace('_', '-')} = …"
    return _problem(strings, key, "is not a key of [kit]", hint)


def _problem(strings: Strings, key: str, message: str, hint: str) -> Problem:
    return Problem(trail=(strings_place(strings.language, f"kit.{key}"),), message=message, hint=hint)


_WITH_FIELDS = {
    "brackets": ("text",),
    "caption_theme": ("theme",),
    "caption_who": ("who",),
    "caption_quote_in_picture": ("who",),
    "caption_figure_in_picture": ("figure",),
    "caption_ask": ("audience", "call"),
    "alt_qr": ("address",),
    "caption_length": ("length", "limit"),
    "picture_count": ("count",),
    "size": ("height", "width"),
}
_PLAIN = (
    "quote_open",
    "quote_close",
    "comma",
    "colon",
    "sentence_end",
    "design_other",
    "kit",
    "intro",
    "contents",
    "caption",
    "no_caption",
    "alt_text",
    "moving",
    "play",
    "pause",
    "pictures",
    "copy",
    "copied",
    "copy_failed",
    "official",
    "unofficial",
    "source",
    "text",
    "status",
    "link",
    "hashtags",
    "texts_and_sources",
    "read_me",
    "theme",
    "day",
    "print",
    "inside_title",
    "inside_index",
    "inside_images",
    "inside_print",
    "inside_qr",
    "inside_captions",
    "inside_licences",
    "inside_manifest",
    "inside_checksums",
    "posting_title",
    "official_title",
    "official_1",
    "official_2",
    "official_3",
    "emblems_title",
    "emblems_1",
    "emblems_2",
    "emblems_3",
    "code_title",
    "code_1",
    "licence_title",
    "licence_1",
    "licence_2",
    "check_title",
    "check_1",
    "posting_1",
    "posting_2",
    "posting_3",
    "posting_4",
    "posting_5",
    "posting_6",
    "posting_moving",
)
FIELDS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(dict.fromkeys(_PLAIN, ()) | _WITH_FIELDS)
