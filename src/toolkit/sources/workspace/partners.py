"""Partners: organizations that say "we are taking part", with a logo they have allowed the team to use."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from toolkit.errors import Place, Problem
from toolkit.languages import Language
from toolkit.sources.schema.models import Name, Record, Words, read_record
from toolkit.sources.workspace.overlay import Overlay

PARTNER_FILE = "partner.toml"
PartnerRole = Literal["organizer", "co-organizer", "partner", "member", "supporter"]
_ROLES = get_args(PartnerRole)


def _tag(value: str) -> str:
    return Language(value).tag


def _picture(value: str) -> str:
    if not value or re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(png|jpe?g)", value):
        return value
    hint = "rename it to letters, digits and hyphens, as in logo.png"
    raise PydanticCustomError("picture", "is not the name of a picture beside this file", {"hint": hint})


class PartnerFile(Record):
    """What ``assets/partners/<id>/partner.toml`` holds."""

    name: Words
    """Its own name, for languages that `names` does not have."""
    names: Mapping[Annotated[str, AfterValidator(_tag)], Words] = {}
    """Its name in other languages, by tag."""
    role: PartnerRole = "partner"
    logo: Annotated[str, AfterValidator(_picture)] = ""
    """A PNG or JPEG file beside this one."""
    written_permission: bool = False
    """Whether the owner of the logo has allowed this use in writing."""
    permission: str = ""
    """Who allowed it, and when: "letter of the Director of Communication, 3 March 2021"."""


class Partner(PartnerFile):
    """A partner with its id, the name of its folder."""

    id: Name

    def name_in(self, language: Language) -> str:
        """Return its name in a language, or its own."""
        return self.names.get(language.tag, self.name)

    @property
    def logo_path(self) -> str:
        """Where its logo lies in the workspace, empty if it has none."""
        return f"assets/partners/{self.id}/{self.logo}" if self.logo else ""


def partner_place(partner: str, at: str = "") -> Place:
    """Return the place of a key in a partner's file, for the trail of a problem."""
    return Place(file=f"assets/partners/{partner}/{PARTNER_FILE}", at=at)


def load_partners(assets: Overlay, problems: list[Problem]) -> tuple[Partner, ...]:
    """Read every partner, organizers first, then by id; report logos that are missing or not allowed."""
    found: list[Partner] = []
    for path in assets.files(f"partners/*/{PARTNER_FILE}").values():
        record = read_record(PartnerFile, path, path.parents[3], problems)
        if record is not None:
            problems.extend(_logo_problems(path.parent, record))
            found.append(Partner.model_construct(**dict(record), id=path.parent.name))
    return tuple(sorted(found, key=lambda partner: (_ROLES.index(partner.role), partner.id)))


def _logo_problems(folder: Path, partner: PartnerFile) -> list[Problem]:
    if not partner.logo:
        return []
    problems = []
    if not (folder / partner.logo).is_file():
        message, hint = f"the picture {partner.logo} is missing", "put it beside partner.toml"
        problems.append(Problem(trail=(partner_place(folder.name, "logo"),), message=message, hint=hint))
    # Logos are protected; those of the UN system by the Paris Convention, Article 6ter.
    if not partner.written_permission or not partner.permission:
        message = "a logo is shown only with the written permission of its owner"
        hint = 'set written_permission = true and permission = "who, when", or take the logo out'
        place = partner_place(folder.name, "written_permission")
        problems.append(Problem(trail=(place,), message=message, hint=hint))
    return problems
