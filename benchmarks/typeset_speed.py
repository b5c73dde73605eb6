"""How long a slogan takes from string to placed paths, warm: the median over many runs, in milliseconds.

Usage: python benchmarks/typeset_speed.py [--runs N]
"""

import argparse
import statistics
import time

from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextStyle, path_svg, typeset
from toolkit.typeset.layout.typeset import forget
from toolkit.units import Size

FRAME = Size(420, 150)
STYLE = TextStyle(weight=700, max_size=80, min_size=12, max_lines=6, valign="middle")

# The limit in milliseconds, the language, the slogan.
SLOGANS = (
    (2.0, "en", "Accelerating digital transformation in challenging times"),
    (2.0, "fr", "Accélérer la transformation numérique à une époque difficile"),
    (2.0, "ru", "Ускорение цифровой трансформации в сложные времена"),
    (2.0, "vi", "Đẩy mạnh chuyển đổi số trong thời kỳ nhiều thách thức"),
    (2.0, "ar", "تسريع التحول الرقمي في الأوقات الصعبة #WTISD2021"),
    (2.0, "zh-Hans", "在艰难时期加速数字化转型"),
    (2.0, "ja", "困難な時代にデジタルトランスフォーメーションを加速する"),
    (6.0, "ur", "مشکل وقت میں ڈیجیٹل تبدیلی کو تیز کرنا"),
    (6.0, "my", "စိန်ခေါ်မှုများသော အချိန်တွင် ဒစ်ဂျစ်တယ် အသွင်ကူးပြောင်းမှုကို အရှိန်မြှင့်ခြင်း"),
    (6.0, "hi", "चुनौतीपूर्ण समय में डिजिटल परिवर्तन को गति देना"),
    (6.0, "th", "เร่งการเปลี่ยนผ่านสู่ดิจิทัลในช่วงเวลาที่ท้าทาย"),
    (6.0, "km", "ពន្លឿនការផ្លាស់ប្តូរឌីជីថលក្នុងគ្រាលំបាក"),
)


def median_ms(fonts: FontLibrary, tag: str, text: str, runs: int, *, new: bool) -> float:
    """Return the median time of setting a text and writing its paths, new to the library or set before."""
    language = Language(tag)
    times = []
    for run in range(runs):
        if new:
            forget()
        frame = Size(FRAME.width + run / runs, FRAME.height)  # a layout is kept for its very frame
        started = time.perf_counter()
        path_svg(typeset(text, language=language, style=STYLE, frame=frame, fonts=fonts))
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print one line for each language, and fail if a median is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    fonts = FontLibrary.load(data_folder("fonts"))
    slow = 0
    for limit, tag, text in SLOGANS:
        median = median_ms(fonts, tag, text, runs, new=True)
        again = median_ms(fonts, tag, text, runs, new=False)
        slow += median > limit
        verdict = "TOO SLOW" if median > limit else ""
        print(f"{tag:8} {median:6.2f} ms, in another frame {again:.2f} ms (limit {limit:g} ms) {verdict}")
    raise SystemExit(bool(slow))


if __name__ == "__main__":
    main()
