"""Small words of languages that should not end a line."""

import re
from functools import cache

from toolkit.languages import Language

_GLUED = "be bg bs ca cnr cs de en es eu fr ga gl hr hu it lt lv mk mt pl pt ro ru sk sl sq sr tr uk"
GLUED_ONE_LETTER = frozenset(_GLUED.split())
"""Languages whose one-letter words stay with the word after them."""

_LEANING = {
    "en": "a an the of in to for and at by on or with from as is",
    "fr": "le la les l de des du d et en au aux un une à pour par sur ou dans",
    "es": "el la los las de del en y al un una por para o con e su",
    "pt": "o a os as de do da dos das em e no na nos nas ao um uma por para",
    "it": "il lo la i gli le di del della dei e in un una per con al alla",
    "de": "der die das den dem des und in im zu zur zum von vom für ein eine mit",
    "nl": "de het een van en in op te voor met",
    "ru": "и в во на с со к о об от из за по до для не или при",
    "uk": "і й в у на з зі із до від за по для та не або при",
    "be": "і ў у на з да ад за па для не або пры",
    "pl": "i w we na z ze do od za po dla nie lub o u a",
    "cs": "a i v ve na s se z ze do od za po pro o u k ke",
    "sk": "a i v vo na s so z zo do od za po pre o u k ku",
    "ar": "في من على إلى عن و أو ما لا",
    "fa": "و در از به با که یا بر",
    "ur": "اور",
    "el": "ο η το οι τα του της των και σε με για από στο στη την τον",
    "hi": "और",
    "zh": "在 和 与 與 以 向 为 為 对 對 及 将 將",
}


# Loan words and names that dictionaries tear apart.
_NEVER_BROKEN = {
    "ja": ("デジタル", "インターネット", "サイバー", "パートナーシップ", "イノベーション"),
    "km": ("ឌីជីថល", "អ៊ីនធឺណិត"),
    "lo": ("ດິຈິຕອນ", "ດິຈິຕັນ", "ອິນເຕີເນັດ"),
    "my": ("ဒစ်ဂျစ်တယ်", "အင်တာနက်"),
    "th": ("ดิจิทัล", "อินเทอร์เน็ต", "โทรคมนาคม"),
    "zh": ("数字化", "互联网", "信息社会", "數位", "數字化", "網際網路", "互聯網"),
}


def never_broken(language: Language) -> tuple[str, ...]:
    """Return the words of a language that no line break may cut, besides those an author lists."""
    return _NEVER_BROKEN.get(language.tag.partition("-")[0], ())


# What belongs to the word before it: no line should start with it. Regular expressions, parted by spaces.
_TRAILING = {
    "ja": "を (?:が|は|に|の|と|で|も|へ)(?![ぁ-ん])",
    "my": "တွင် ကို မှ သည် များ ၏ နှင့် ၌ သော အား က",
    "zh": "化 性 者 们 們 率 度 的 了 着 著 过 過",
    "km": "ៗ",
    "hi": "को का की के में से पर ने",
    "mr": "ला चा ची चे",
    "ur": "کو کا کی کے میں سے پر نے",
}

_SPACED = frozenset({"hi", "mr", "ur"})

# Words of several syllables written with spaces.
_COMPOUNDS = {
    "vi": (
        "an toàn,bền vững,bình đẳng,chuyển đổi số,chuyển đổi,"
        "công nghệ,cộng đồng,cơ hội,diễn đàn,giải pháp,hành động,"
        "hội nhập,hợp tác,khoảng cách,kết nối,kêu gọi,kinh tế,kỹ thuật,môi trường,mục tiêu,ngày thế giới,"
        "phát triển,quốc gia,quốc tế,sáng tạo,tăng tốc,thách thức,thế giới,thông tin,thúc đẩy,thời đại,"
        "thời kỳ,truyền thông,trí tuệ,tương lai,viễn thông,xã hội,đẩy mạnh,đổi mới,bao trùm,trao quyền"
    ),
}


_NOTHING = re.compile("(?!)")


@cache
def trailing_words(language: Language) -> re.Pattern[str]:
    """Return a pattern of the particles and suffixes that lean on the word before them."""
    base = language.tag.partition("-")[0]
    if base not in _TRAILING:
        return _NOTHING
    whole = r"(?=\s|$)" if base in _SPACED else ""
    return re.compile(f"(?:{'|'.join(_TRAILING[base].split())}){whole}")


@cache
def compounds(language: Language) -> re.Pattern[str] | None:
    """Return a pattern of words that are written with spaces inside, or `None`."""
    found = _COMPOUNDS.get(language.tag.partition("-")[0])
    return re.compile(found.replace(",", "|"), re.IGNORECASE) if found else None


@cache
def leaning_words(language: Language) -> frozenset[str]:
    """Return the articles, prepositions and conjunctions that lean on the word after them."""
    return frozenset(_LEANING.get(language.tag.partition("-")[0], "").split())
