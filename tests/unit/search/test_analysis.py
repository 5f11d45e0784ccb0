import re
import subprocess
import sys
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.analysis import match_words, terms, tokens, version
from tests.machine import ROOT

LANGUAGES = ["ar", "ckb", "kmr", "en", "fa", "fr"]
ALPHABETS = {
    "ar": "ابتجحخدرزسشصضطعغفقكلمنهويةىأإآؤئءـَُّ",
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێيكة\u200c",
    "kmr": "abcçdeêfghiîjklmnopqrsştuûvwxyzıİ’'",
    "en": "abcdefghijklmnopqrstuvwxyz'",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c",
    "fr": "abcdefghijklmnopqrstuvwxyzéèêàçîôû’",
}
words = st.sampled_from(LANGUAGES).flatmap(
    lambda code: st.tuples(st.just(code), st.text(alphabet=ALPHABETS[code], min_size=1, max_size=14))
)


def meet(one: str, other: str, language: str) -> bool:
    return not set(terms(one, language)).isdisjoint(terms(other, language))


MEET = {
    "ar": """
        العراق العـراق العِرَاق عراق والعراق بالعراق للعراق وبالعراق فالعراق العراقي العراقية العراقيين العراقيون
        علي على علی
        مدرسة مدرسه المدرسة مدرستهم مدرستنا مدرستين والمدرسة
        أحمد احمد إحمد
        هذا هٰذا
        ﺍﻟﻌﺮﺍﻕ عراق
        كتاب کتاب كتابا كتابها كتابهم كتابه
        لغم اللغم
        الألغام ألغام للألغام بالألغام وللألغام والألغام
        وزير الوزير للوزير
        بيان البيان بيانات البيانات
        الحكومة حكومة للحكومة وللحكومة حكومتنا حكومات والحكومات
        مسؤول مسئول المسؤولين مسؤولون
        قائد قايد القائد
        بغداد ببغداد لبغداد وبغداد
        لمكافحة مكافحة المكافحة
        سوريا سورية السورية السوريين
        قوات القوات قوة والقوات للقوات
        قرآن القران
        المقاتلين مقاتلون مقاتل المقاتلات
        ساهد ساهدها ساهدات ساهدون وساهدون
        ٢٠٢١ 2021 ۲۰۲۱
        عملنا عملهم العمل
    """,
    "ckb": """
        کوردستان كوردستان کوردستانی کوردستاندا کوردستانەوە
        هەولێر هه‌ولێر ههولێر ھەولێر هەولێرەوە هەولێردا هەولێری هەولیر
        پیاو پیاوێک پیاوەکە پیاوەکان پیاوەکەی پیاوێکی پیاوان پیاوەکانیان پیاوەکانیش پیاوەکانەوە
        کوڕ کوڕەکە کوڕێک کوریک کوڕەکەم کوڕەکان
        ماڵ ماڵەکە ماڵێک ماڵەوە مالەکەم مال
        دەرگا دەرگایەک دەرگاکە دەرگاکان دەرگای
        شار شارەکان شاره‌کانیان شارێکی شارەکەدا شاری
        ڕۆژنامە رۆژنامە روژنامە ڕۆژنامەکە ڕۆژنامەیەک
        ئۆفیس ئوفیس
        گەورە گەورەترین
        هەرێم هەرێمەکانەوە هەرێمێکدا هەریم
        وڵات وڵاتمان وڵاتەکەیان وڵاتانی ولات
        ٢٠٢١ 2021 ٢٠٢١دا
        ڕێگا ڕێگای ڕێگاکە ریگا
        هێز هێزەکان هێزەکانمان هیزەکان
        یارمەتی یارمەتییەکان یارمەتیی
    """,
    "kmr": """
        Hewlêr HEWLÊR Hewle\u0302r Hewler Hewlêrê
        bajar bajarê bajarek bajarekî bajarên bajaran bajare
        şer şerê sere şerî
        Iraq ıraq İraq Iraqê
        azadî azadiya azadiyê azadi
        xanî xaniyê xaniyek
        rê rêya rêyên rêyê
        mal mala malê malên malan
        DAIŞ DAIŞ'ê Daiş’ê dais
        NATO NATO'yê
        2021 2021'an 2021ê ٢٠٢١
        rûpel rûpela rupel rûpelên
        dinya dinyayê
        Kurdistan Kurdistanê kurdistan
        çalakî çalakiyên calaki
        mezin mezintir mezintirîn
        hevpeymanî Hevpeymaniya hevpeymaniyê
    """,
    "en": """
        coalition coalitions coalition's coalition’s Coalition
        mine mines mining mined
        clear cleared clearing clears
        stabilisation stabilization stabilise stabilized
        defence defense
        centre center centres
        travelled traveled travelling
        child children
        country countries
        class classes
        plan planned planning plans
        rate rates rated rating
        café cafe
        ＦＵＬＬ full
        1,500 1500
        colour color
        harbour harbor
        programme program programmes
    """,
}
FAMILIES = [(code, line) for code, text in MEET.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("language", "family"), FAMILIES)
def test_forms_of_one_word_meet(language: str, family: str) -> None:
    first, *others = family.split()
    assert [other for other in others if not meet(first, other, language)] == []


APART = {
    "ar": """
        سلام إسلام مسلمين
        الموصل وصول
        حرب حزب
        كتاب كاتب مكتب
        مدينة مدة
        عمل عامل
        بلد ولد
        بغداد غداء
        تركيا ترك
        العالم العلم
        بريد برد
        قتل قاتل مقتل
        في فيل
        كل كلية
        هي هيئة
        أمن إيمان
        لاجئ ملجأ
        شرق شرطة
        الكويت كوت
    """,
    "ckb": """
        کورد کار
        شەڕ شار
        هێز هەزار
        ماڵ ماڵی میل
        دەست دۆست
        سەر ساڵ
        کەس کوشت
        ئاو ئەو
        مین من
        ژن ژیان
        لە لار
        ڕێگا ڕەگ
        نەوت نەتەوە
    """,
    "kmr": """
        kar kor
        dest dost
        jin jiyan
        jiyan ji
        nan ne
        mal mil
        welat wext
        gund gundor
        hêz hezar
        şer şîr
        dil dol
        dinya dîn
        deryayê derî
        mayin maye
        mayin ma
        mayînan maye
    """,
    "en": """
        plan plane
        rat rate
        car care
        news new
        process princess
        mine mind
        police policy
        not note
        arm army
        bus bush
        red read
        public publish
        this thistle
        us usa
        time Tim
    """,
}
STRANGERS = [(code, line) for code, text in APART.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("language", "group"), STRANGERS)
def test_different_words_stay_apart(language: str, group: str) -> None:
    excused = {("ماڵ", "ماڵی"), ("تركيا", "ترك"), ("time", "Tim")}
    pairs = [pair for pair in combinations(group.split(), 2) if pair not in excused]
    assert [pair for pair in pairs if meet(*pair, language)] == []


@given(words)
def test_every_word_has_three_levels_that_never_collide(case: tuple[str, str]) -> None:
    language, word = case
    for token in tokens(word, language):
        exact, stem, skeleton = token.levels
        assert "~" not in exact
        assert re.fullmatch(r"~[^~]+", stem)
        assert re.fullmatch(r"~~[^~]+", skeleton)


@given(
    st.sampled_from(LANGUAGES).flatmap(
        lambda c: st.tuples(st.just(c), st.lists(st.text(ALPHABETS[c], max_size=6), max_size=30))
    )
)
def test_what_meets_on_a_finer_level_meets_on_the_coarser_ones(case: tuple[str, list[str]]) -> None:
    language, texts = case
    found = sorted(token.levels for text in texts for token in tokens(text, language))
    for one, other in pairwise(found):
        assert (one.exact != other.exact) or one == other
        assert (one.stem != other.stem) or one.skeleton == other.skeleton


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_tokens_stand_where_they_say(text: str, language: str) -> None:
    found = list(tokens(text, language))
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.position for token in found] == sorted(token.position for token in found)
    assert [token.start for token in found if not token.is_part] == sorted(t.start for t in found if not t.is_part)


@pytest.mark.parametrize(
    ("text", "language"), [("the of and", "en"), ("في من على", "ar"), ("لە بە بۆ", "ckb"), ("li ji bi", "kmr")]
)
def test_stop_words_alone_still_have_terms(text: str, language: str) -> None:
    assert len(terms(text, language)) == 9


def test_stop_words_are_left_out_beside_others() -> None:
    assert terms("the park", "en") == ["park", "~park", "~~park"]


@pytest.mark.parametrize("text", ["", " ", "،؛؟", "\u200f\u200e", "’ ' _ # @", "\u064e\u064f", "🎉"])
def test_there_are_no_terms_without_a_word(text: str) -> None:
    assert [terms(text, language) for language in LANGUAGES] == [[]] * len(LANGUAGES)


def test_a_tag_is_found_whole_and_in_parts() -> None:
    assert meet("#DestructiveLegacy", "destructivelegacy", "en")
    assert meet("#DestructiveLegacy", "legacy", "en")
    assert meet("#تحالف_دولي", "تحالف", "ar")
    assert meet("@press_office", "press", "en")


def test_abbreviations_meet_with_and_without_points() -> None:
    assert meet("U.S.A.", "USA", "en")
    assert meet("ی.ن.ک", "ینک", "ckb")


def test_latin_words_are_found_in_arabic_text() -> None:
    assert meet("قال NATO اليوم", "nato", "ar")
    assert meet("Pêşmerge", "pesmerge", "ckb")


@pytest.mark.parametrize(
    ("one", "other"),
    [("1,500", "1500"), ("٢٬٥٠٠", "2500"), ("3.5", "3,5"), ("1.500", "1500"), ("٠٣", "3"), ("19th", "19")],
)
def test_numbers_are_read_in_every_notation(one: str, other: str) -> None:
    assert meet(one, other, "ckb")


def test_a_number_is_not_another() -> None:
    assert not meet("3.5", "35", "en")
    assert not meet("2021", "20215", "en")


def test_a_language_without_rules_works_by_its_script() -> None:
    assert meet("كتابي", "کتابی", "fa")
    assert meet("می\u200cخواهم", "میخواهم", "fa")
    assert meet("مین\u200cها", "مین", "fa")
    assert meet("کتاب\u200cهایی", "كتابها", "fa")
    assert meet("l’Élysée", "elysee", "fr")
    assert meet("l’école", "ECOLES", "fr")
    assert meet("ouverts", "ouverte", "fr")
    assert not meet("سلام", "اسلام", "fa")


def test_words_that_answer_a_query_are_found_with_their_place() -> None:
    text = "قالت الحكومـة إنّ حكومتنا"
    wanted = frozenset(terms("للحكومة", "ar"))
    assert [text[token.start : token.end] for token in match_words(text, "ar", wanted)] == ["الحكومـة", "حكومتنا"]


def test_hostile_text_costs_no_more_than_its_length() -> None:
    for text in (
        "ا" * 200_000,
        "a'" * 100_000,
        "1," * 100_000,
        "#" * 100_000,
        "a.b" * 70_000,
        "\u064e" * 200_000,
        "a_B" * 70_000,
    ):
        found = list(tokens(text, "ar"))
        assert max((len(token.levels.exact) for token in found), default=0) <= 48


def test_the_rules_need_neither_application_nor_environment() -> None:
    code = "import sys, portal.search.analysis as a; a.terms('x', 'en'); print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], env={}, capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"flask", "sqlalchemy", "whoosh", "babel", "nh3"}.isdisjoint(loaded.stdout.split())


def test_the_rules_have_a_version() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}", version())
