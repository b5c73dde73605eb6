"""Specimen pages."""

from xml.etree import ElementTree as ET

from toolkit.reports.fonts.specimen_page import specimen_pages, specimen_scripts
from toolkit.typeset import FontLibrary
from toolkit.typeset.fonts.coverage import official_languages


def test_a_page_is_paths_only_and_names_its_languages(shipped: FontLibrary) -> None:
    """No text element, nothing missing, A4 in millimetres, and every language named in its own words."""
    (page,) = specimen_pages("Thaa", shipped)
    root = ET.fromstring(page.svg)  # noqa: S314 - our own SVG
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "rect", "g", "path"}
    assert (root.get("width"), root.get("height")) == ("210mm", "297mm")
    assert page.missing == ()
    labels = " ".join(element.get("aria-label", "") for element in root.iter())
    assert page.languages
    assert all(language.english_name in labels for language in page.languages)


def test_every_official_language_is_on_a_page() -> None:
    """The scripts together hold all languages."""
    scripts = {language.script for language in official_languages()}
    assert scripts == set(specimen_scripts())
    assert {"Arab", "Deva", "Ethi", "Hans", "Hant", "Jpan", "Khmr", "Kore", "Latn", "Mymr"} <= scripts
