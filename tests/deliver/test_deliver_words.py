"""The toolkit's own words: complete in every language, with the same fields."""

import re
from pathlib import Path

import pytest

from toolkit import deliver
from toolkit.deliver.texts.kit_strings import FIELDS_OF, check_words, kit_words
from toolkit.errors import ProblemsError
from toolkit.sources.project import Project
from toolkit.sources.workspace.strings import Strings

_KEYS = "\n_WITH_FIELDS = {"  # where the list of the keys begins
FOLDER = Path(deliver.__file__).parent


def changed(project: Project, **texts: str) -> Strings:
    """Return the English strings with some texts of [kit] replaced; an empty one is taken out."""
    strings = project.strings_in("en")
    assert strings is not None
    kit = {key: text for key, text in {**strings.kit, **texts}.items() if text}
    return strings.model_copy(update={"kit": kit})


def test_every_language_has_every_word(project: Project) -> None:
    """Seven languages, no key missing or unknown, the same fields in braces."""
    assert {strings.language.tag for strings in project.strings} == {"ar", "zh", "en", "fr", "ru", "es", "vi"}
    assert [problem for strings in project.strings for problem in check_words(strings)] == []


def test_mistakes_in_the_words_are_all_reported(project: Project) -> None:
    """A missing key, a misspelled one and a lost field, each with its remedy."""
    strings = changed(project, copied="", copyed="Copied", size="{width} px")
    with pytest.raises(ProblemsError) as error:
        kit_words(strings, project.vocabulary)
    place = "assets/strings/en.toml"
    assert [str(problem) for problem in error.value.problems] == [
        f'{place}:kit.copied: is missing (hint: add copied = "…")',
        f"{place}:kit.copyed: is not a key of [kit] (hint: did you mean 'copied'?)",
        f"{place}:kit.size: does not have the right fields (hint: it must hold {{height}}, {{width}})",
    ]


def test_every_key_is_used() -> None:
    """A key that no module and no template names would be translated for nothing."""
    files = [path for path in FOLDER.rglob("*") if path.suffix in {".py", ".html"}]
    assert any(_KEYS in path.read_text(encoding="utf-8") for path in files)
    source = "\n".join(path.read_text(encoding="utf-8").partition(_KEYS)[0] for path in files)
    composed = re.compile(r"posting_\d")
    unused = [key for key in FIELDS_OF if not composed.match(key) and f'"{key}"' not in source]
    assert [key for key in unused if f"'{key}'" not in source] == []


def test_names_of_platforms_and_designs(project: Project) -> None:
    """Proper names stay, generic ones are translated, a workspace's own design has a general name."""
    strings = project.strings_in("zh")
    assert strings is not None
    words = kit_words(strings, project.vocabulary)
    assert [words.platform(name) for name in ("x", "weibo", "web-ad")] == ["X", "微博", "网页广告"]
    assert [words.design(name) for name in ("quote", "my-own")] == ["引语卡", "宣传图片"]
