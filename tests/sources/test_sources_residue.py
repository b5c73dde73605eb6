"""Residue: what programs leave in words is told, with the words as they were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.languages import Language
from toolkit.sources.checks.mojibake import mojibake_in, unscrambled
from toolkit.sources.checks.residue import mended_text, residue_faults
from toolkit.sources.checks.texts import campaign_text_faults, partner_text_problems, text_faults
from toolkit.sources.project import load_project
from toolkit.sources.workspace.partners import Partner

ENGLISH = Language("en")


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Health &amp; ICT &#8211; caf&eacute;", "Health & ICT – café"),
        ("R&amp;D &quot;talk&quot;", 'R&D "talk"'),
        ("a&nbsp;b &#xA0;c", "a\u00a0b \u00a0c"),
        ("Tom &amp;amp; Ada", "Tom & Ada"),
        ("&lt;b&gt;Ada&lt;/b&gt;", "Ada"),
        ("Digital <b>health</b>", "Digital health"),
        ("Ada<br>Byron", "Ada Byron"),
        ("<p style='mso-x: y'>One</p><p>Two</p>", "One Two"),
        ("<!-- x -->Ada <script>alert(1)</script>Byron", "Ada Byron"),
        ("See <https://www.itu.int/en>", "See https://www.itu.int/en"),
        ("<o:p></o:p>Ada", "Ada"),
        ("ZoÃ©", "Zoé"),
        ("DÃ©veloppement numÃ©rique", "Développement numérique"),
        ("ÃƒÂ©tÃƒÂ©", "été"),
        ("itâ€™s", "it’s"),
        ("â€œquotedâ€\u009d", "“quoted”"),
        ("50Â\u00a0%", "50\u00a0%"),
        ("SÃ£o TomÃ©", "São Tomé"),
        ("l’accÃ¨s Ã l’Internet", "l’accès à l’Internet"),
        ("ÐœÐ¸Ñ€", "Мир"),
        ("РњРёСЂ", "Мир"),
        ("Ø§Ù„Ø¹Ø§Ù„Ù…", "العالم"),
        ("ä¸–ç•Œ", "世界"),
        ("d√©veloppement", "développement"),
        ("it‚Äôs", "it’s"),
        ("Ä°stanbul", "İstanbul"),
        ("Ada_x000D_Byron", "Ada Byron"),
        ("a_x005F_b", "a_b"),
        ("70\\u00a0%", "70\u00a0%"),
        ("D%C3%A9fi", "Défi"),
        ('Page { HYPERLINK "https://www.itu.int" \\h }here', "Page here"),
        ("See PAGEREF _Toc12345678 \\h now", "See now"),
        ("Dear MERGEFIELD First_Name", "Dear"),
        ("The report _GoBack is out", "The report is out"),
        ("See Error! Reference source not found. for more", "See for more"),
        ("\uf0b7 First", "• First"),
        ("![logo](x.png) Ada", "logo Ada"),
        ("[b]Ada[/b]", "Ada"),
        ("**Ada** Byron", "Ada Byron"),
    ],
)
def test_residue_is_told_with_the_repair(text: str, better: str) -> None:
    """The remedy shows the whole text as it was meant, and that text has no fault."""
    faults = list(residue_faults(text, ENGLISH))
    assert faults
    assert {hint for _, hint in faults} == {f"write: {better}"}
    assert list(text_faults(better, ENGLISH)) == []


@pytest.mark.parametrize(
    "text",
    [
        "AT&T, R&D; and more",
        "Fish & chips",
        "a < b, c > d",
        "I <3 ICT",
        "«IRMû",
        "« VOILÀ »",
        "«Cité…»",
        "„MENÜ“",
        "MARÇO É… BOM",
        "ÀÉÎÕÜ âêîôû ãõ ñ",
        "Ångström, Öl, Ähre",
        "Â l’âge d’or, Ã bientôt",
        "Português: amanhã, irmã, ção",
        "Mỗi người dân đều được hưởng lợi",
        "Россия, СССР, Ёлка",
        "√2 ≈ 1,41",
        "10 % de 100 %",
        "file_name and x_axis",
        "[i]t is said",
        "C:\\temp",
    ],
)
def test_what_people_write_is_no_residue(text: str) -> None:
    """Signs that people do use are not taken for left-overs."""
    assert list(residue_faults(text, Language("fr"))) == []


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text", ["développement numérique", "Año Nuevo", "Größe", "Việt Nam đổi mới", "Türkiye’nin", "naïve"]
)
def test_every_wrong_reading_is_undone(text: str, encoding: str) -> None:
    """UTF-8 that was read as Windows' or the Mac's Western encoding comes back as it was."""
    wrong = text.encode().decode(encoding, errors="replace")
    if "\ufffd" in wrong:
        pytest.skip("a letter was lost on the way")
    assert mojibake_in(wrong)
    assert unscrambled(wrong) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "Ada",
                " ",
                "&amp;",
                "&lt;",
                "b",
                "&gt;",
                "<b>",
                "</b>",
                "Ã©",
                "_x000D_",
                "**",
                "##",
                "[x](#)",
                "&#8203;",
                "&shy;",
                "\u202e",
                "_x202E_",
                "%C3%A9",
                "\\u0007",
                "é",
                "\n",
                "<br>",
                "â€™",
                "_x0009_",
                'HYPERLINK "x"',
            ]
        ),
        max_size=12,
    )
)
def test_repaired_text_is_accepted(pieces: list[str]) -> None:
    """Whatever is mixed, the text in the remedy has no left-over and no invisible character."""
    better = mended_text("".join(pieces), ENGLISH)
    assert [message for message, _ in text_faults(better, ENGLISH)] == []


def test_names_of_partners_and_campaigns_are_read_too() -> None:
    """What is printed on a card is checked wherever it was written."""
    project = load_project()
    partner = Partner(id="acme", name="Acme &amp; Co", names={"fr": "SociÃ©tÃ©"})
    said = [str(problem) for problem in partner_text_problems((partner,))]
    place = "assets/partners/acme/partner.toml:"
    assert said == [
        f"{place}name: HTML entities were left in: '&amp;' (hint: write: Acme & Co)",
        f"{place}names.fr: letters were read in the wrong encoding: 'Ã©' (hint: write: Société)",
    ]
    campaign = project.campaigns[0].model_copy(update={"title": "WSIS <b>Forum</b>"})
    assert list(campaign_text_faults(campaign)) == [
        ("title", "HTML tags were left in: '<b>'", "write: WSIS Forum")
    ]
