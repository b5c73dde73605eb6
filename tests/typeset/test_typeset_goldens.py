"""Layouts of one theme in many languages, as readable JSON beside this file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextStyle, typeset
from toolkit.units import Size

GOLDENS = Path(__file__).parent / "goldens"
STYLE = TextStyle(may_overhang=True, weight=700, max_size=80, min_size=12, max_lines=4, valign="middle")
THEMES = {
    "am": "በአስቸጋሪ ጊዜያት የዲጂታል ለውጥን ማፋጠን፣ ኢትዮጵያ",
    "ar": "تسريع التحول الرقمي في الأوقات الصعبة: «الشمول» #WTISD2021 (2025)",
    "en": "Accelerating digital transformation in challenging times",
    "es": "Acelerar la transformación digital en tiempos difíciles",
    "fr": "Accélérer la transformation numérique à une époque difficile !",
    "he": "האצת הטרנספורמציה הדיגיטלית בתקופה מאתגרת (WSIS+20) 2025",
    "hi": "चुनौतीपूर्ण समय में डिजिटल परिवर्तन को गति देना",
    "ja": "困難な時代に「デジタルトランスフォーメーション」を加速する。",
    "km": "ពន្លឿនការផ្លាស់ប្តូរឌីជីថលក្នុងគ្រាលំបាក និងវិបត្តិ",
    "ko": "어려운 시기에 디지털 전환을 가속화하기 (2021년 5월 17일)",
    "my": "စိန်ခေါ်မှုများသော အချိန်တွင် ဒစ်ဂျစ်တယ် အသွင်ကူးပြောင်းမှုကို အရှိန်မြှင့်ခြင်း",
    "ru": "Ускорение цифровой трансформации в сложные времена — 17 мая 2021 года",
    "th": "เร่งการเปลี่ยนผ่านสู่ดิจิทัลในช่วงเวลาที่ท้าทายและยากลำบาก",
    "ur": "مشکل وقت میں ڈیجیٹل تبدیلی کو تیز کرنا، ۱۷ مئی ۲۰۲۱",
    "vi": "Đẩy mạnh chuyển đổi số trong thời kỳ nhiều thách thức, ngày 17 tháng 5",
    "zh-Hans": "在艰难时期加速数字化转型：“连接世界”，共创未来",
    "zh-Hant": "在艱難時期加速數位轉型：「連接世界」，共創未來",
}


@pytest.mark.parametrize("tag", THEMES)
def test_a_theme_is_laid_out_as_before(
    tag: str, shipped: FontLibrary, same_json: Callable[[object, Path], None]
) -> None:
    """Lines, size and ink are those a person looked at."""
    layout = typeset(THEMES[tag], language=Language(tag), style=STYLE, frame=Size(560, 240), fonts=shipped)
    same_json(layout.as_dict(), GOLDENS / f"theme-{tag}.json")
