"""A number and what belongs to it stand on one line; the stop of an abbreviation ends no sentence."""

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextStyle, typeset
from toolkit.typeset.linebreak.breaks import find_breaks
from toolkit.typeset.text.prepare import prepare, visible
from toolkit.units import Size

PHRASES = """
en|12 kg;2.6 billion;5 %;USD 500;US$ 2.6 billion;p. 12;pp. 3–7;No. 5;Art. 19;17 May;May 17;10 a.m.
en|100 Mbit/s;37.5 °C
en|3 per cent;10 000 km²;1.5 million;Rev. 1;Chapter 4;15 years;6 GHz;§ 5;No. 1,234;120 km/h;$5 million
en|Vol. 2;30 days
en|+41 22 730 5111;955-2292;2021-05-21;7–10 September;13:00–14:30 CEST
de|2,6 Mrd. Menschen;Art. 19 Abs. 2;17. Mai;12 Mio. Euro;§ 5 Abs. 1;S. 12;Nr. 7;5 %;3,5 Tsd. Franken
de|20. Jahrhundert;10 Uhr;7.–10. Sept.;500 CHF;37,5 °C;4 Jahre
fr|2,6 milliards;10 %;12 ans;n° 5;art. 19;17 mai;14 h;5 millions;1er mai;p. 12;500 francs;CHF 500;10 000 km
es|2,6 mil millones;17 de mayo;núm. 5;art. 19;pág. 12;10 %;500 pesos;15 años
pt|2,6 mil milhões;17 de maio;n.º 5;R$ 500;art. 19
it|2,6 miliardi;17 maggio;n. 5;art. 19;10 km
nl|2,6 mld. euro;17 mei;blz. 12;nr. 5
sv|2,6 mn;17 maj;kl. 10;500 kr
da|2,6 mia. kr.;17. maj;nr. 5
nb|2,6 mrd. kroner;17. mai;500 kr
fi|2,6 mrd. euroa;17. toukokuuta;klo 10;5 %;3 miljoonaa
is|2,6 ma. kr.;17. maí
pl|10 tys. zł;17 maja;2,6 mld zł;art. 19;godz. 10;5 km;ust. 2
cs|10 tis. Kč;17. května;2,6 mld. lidí;č. 5;str. 12
sk|10 tis. eur;17. mája;č. 5
sl|2,6 mrd. ljudi;17. maj
hr|2,6 mlrd. ljudi;17. svibnja;čl. 19
hu|2,6 milliárd;500 Ft;5 %;május 17;május 17-én;2021-ben
ro|2,6 mld. lei;17 mai;nr. 5
ru|2,6 млрд;17 мая;10 тыс. рублей;ст. 19;№ 5;2024 года;с. 12;5 миллионами
uk|2,6 млрд;17 травня;10 тис. гривень;ст. 19;№ 5
bg|2,6 млрд. лева;17 май;чл. 19
sr|2,6 млрд. људи;17. мај
el|2,6 δισ. άνθρωποι;17 Μαΐου;σελ. 12;άρθρο 19
tr|2,6 milyar;17 Mayıs;Madde 19;500 TL;yüzde 37
hy|2,6 մլրդ;17 մայիսի
ka|2,6 მილიარდი;17 მაისი
kk|2,6 млрд;17 мамыр
ar|2.6 مليار;17 مايو;37.5°C;ص 12;رقم 5;المادة 19;500 درهم;5 كم;10 في المائة
fa|۲٫۶ میلیارد;۱۷ مه;صفحه ۱۲;۵۰۰ تومان;۳۷ درصد
ur|2.6 ارب;17 مئی;37 فیصد;صفحہ 12
he|2.6 מיליארד;עמ׳ 12;סעיף 19;500 ₪;5 ק״מ
hi|2.6 अरब;17 मई;पृ. 12;37 प्रतिशत;रु. 500;5 किमी
bn|২৬০ কোটি;১৭ মে;৩৭ শতাংশ
ta|2.6 கோடி;37 சதவீதம்
te|2.6 కోట్లు;37 శాతం
ne|२.६ अर्ब;१७ मे
si|බිලියන 2.6;රු. 500
am|2.6 ቢሊዮን;37 በመቶ;17 ሜይ
mn|5-р сарын 17;5-р сарын 17-нд
lt|gegužės 17 d.;2,6 mlrd. žmonių
sw|bilioni 2.6;17 Mei;asilimia 37;kilomita 5
ha|biliyan 2.6
vi|2,6 tỷ;37 phần trăm;Điều 19;số 5;ngày 17;tháng 5;năm 2024;17 tháng 5
id|2,6 miliar;17 Mei;Rp 500;Pasal 19
ms|2.6 bilion;RM 500
th|2.6 พันล้าน;500 บาท;ร้อยละ 37;มาตรา 19;12 กก.;14.00 น.;17 พฤษภาคม
km|២,៦ ពាន់លាន;មាត្រា 19;លេខ 5
lo|2,6 ຕື້;ມາດຕາ 19
my|၂.၆ ဘီလီယံ;၃၇ ရာခိုင်နှုန်း
ja|26億人;5月17日;第5条;37%;12キログラム;3か月;10時30分
zh|26亿人;5月17日;第5条;37％;3个月;500公里;10时30分
ko|26억 명;5월 17일;제5조;37퍼센트;500 원;10시 30분
"""
CASES = [
    (tag, phrase)
    for line in PHRASES.strip().splitlines()
    for tag, phrases in [line.split("|")]
    for phrase in phrases.split(";")
]


def test_there_are_many_phrases() -> None:
    """More than the 92 of the trial that found 62 parted."""
    assert len(CASES) > 92
    assert len({tag for tag, _ in CASES}) > 45


@pytest.mark.parametrize(("tag", "phrase"), CASES)
def test_a_number_and_its_unit_are_one_line(tag: str, phrase: str) -> None:
    """No line ends inside the phrase, alone or in a sentence, in isolates of right-to-left text too."""
    language = Language(tag)
    for sentence in (phrase, f"x {phrase} y", f"({phrase})"):
        text = prepare(sentence, language, TextStyle()).text
        ends = [entry.index for entry in find_breaks(text, language)]
        pieces = [visible(text[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
        assert any(phrase in piece for piece in pieces)


@pytest.mark.parametrize(
    ("tag", "text", "whole"),
    [
        ("de", "Es sind 2,6 Mrd. Menschen offline", "2,6 Mrd. Menschen"),
        ("pl", "ponad 10 tys. zł rocznie", "10 tys. zł"),
    ],
)
def test_it_is_whole_in_narrow_lines(shipped: FontLibrary, tag: str, text: str, whole: str) -> None:
    """Set in many widths: the number is in no line without what follows it."""
    for width in range(180, 500, 20):
        layout = typeset(
            text,
            language=Language(tag),
            style=TextStyle(max_size=40, min_size=10),
            frame=Size(width, 300),
            fonts=shipped,
        )
        assert any(whole in line.text for line in layout.lines)


@pytest.mark.parametrize(
    ("tag", "text", "after"),
    [
        ("de", "nach Abs. zwei gilt", "zwei"),
        ("de", "rund bzw. etwa so", "etwa"),
        ("en", "says Prof. Zhao today", "Zhao"),
        ("ru", "по ул. Ленина идти", "Ленина"),
        ("pl", "na ul. Prostej stoi", "Prostej"),
        ("fr", "selon M. Zhao ici", "ici"),
    ],
)
def test_the_stop_of_an_abbreviation_ends_no_sentence(tag: str, text: str, after: str) -> None:
    """A break behind it costs what one between words does; behind a sentence it is free."""
    costs = {entry.index: entry.cost for entry in find_breaks(text, Language(tag))}
    assert costs.get(text.index(after), 1.0) > 0.0
    sentence = "That is so. Then it is."
    assert {e.index: e.cost for e in find_breaks(sentence, Language("en"))}[sentence.index("Then")] == 0.0


@pytest.mark.parametrize(
    ("tag", "text", "pieces"),
    [
        ("en", "our 15-year milestone", ["our ", "15-year ", "milestone"]),
        ("en", "in 2021 more people", ["in ", "2021 ", "more ", "people"]),
        ("en", "reach 119 of the 169 targets", ["reach ", "119 ", "of ", "the ", "169 ", "targets"]),
        ("vi", "ngày 17 tháng 5 năm 2024", ["ngày 17 tháng 5 ", "năm 2024"]),
        ("zh", "于2021年5月17日在", ["于", "2021年", "5月17日", "在"]),
        ("am", "2016 ዓ.ም. 2.6 ቢሊዮን", ["2016 ዓ.ም. ", "2.6 ቢሊዮን"]),
    ],
)
def test_numbers_part_where_nothing_belongs_to_them(tag: str, text: str, pieces: list[str]) -> None:
    """The rule takes no more than it must: years, dates in parts and plain counts may part."""
    ends = [entry.index for entry in find_breaks(text, Language(tag))]
    assert [text[start:end] for start, end in zip([0, *ends], ends, strict=False)] == pieces
