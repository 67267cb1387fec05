import pytest

from scraper.extraction.language import language
from scraper.extraction.page import Page

TEXTS = {
    "en": "The ferry has returned to the pier, and the people who live on the island are glad that it was not sold.",
    "de": "Die Fähre ist wieder da, und das freut nicht nur die Leute von der Insel, die auf sie gewartet haben.",
    "fr": "Le bac est revenu au port et les habitants de l’île, qui avaient attendu dans le froid, ne sont pas fâchés.",
    "es": "El barco volvió al puerto y los vecinos de la isla, que no lo esperaban, se alegraron por la noticia de ayer.",
    "it": "Il traghetto è tornato al molo e gli abitanti della isola, che non lo avevano più visto, sono molto contenti.",
    "pt": "A balsa voltou ao cais e os moradores da ilha, que não tinham mais esperança, foram ver o barco com as filhas.",
    "nl": "De veerboot is terug bij de pier en de mensen van het eiland zijn blij dat hij niet voor een prikje is verkocht.",
    "pl": "Prom wrócił do portu i mieszkańcy wyspy, którzy się tego nie spodziewali, są zadowoleni, że jest to na stałe.",
    "tr": "Vapur iskeleye geri döndü ve adada yaşayan bir kadın bu haber için çok mutlu olduğunu, daha sonra da söyledi.",
    "ru": "Паром вернулся к причалу, и жители острова рады, что он не был продан, как это случилось с ним и на севере.",
    "uk": "Пором повернувся до причалу, і мешканці острова раді, що його не було продано, як це сталося з ним на півночі.",
    "ar": "عادت العبارة إلى الميناء وقال سكان الجزيرة إن هذا من أفضل الأيام التي مرت على البلدة بعد عام كان صعبا في كل شيء",
    "fa": "کشتی به بندر بازگشت و مردم جزیره که از آن خبر نداشتند با شادی به ساحل آمدند و این روز را برای هم تعریف می کنند",
    "el": "Το πλοίο επέστρεψε στο λιμάνι και οι κάτοικοι του νησιού, που δεν το περίμεναν, χάρηκαν πολύ για την είδηση.",
    "he": "המעבורת חזרה אל הרציף הצפוני, ותושבי האי שחיכו לה זמן רב שמחים מאוד על כך שהיא לא נמכרה לאיש מן הצפון.",
    "th": "เรือข้ามฟากกลับมาที่ท่าเรือเหนือแล้ว และชาวเกาะที่รอคอยมานานต่างดีใจที่เรือไม่ได้ถูกขายให้คนทางเหนือเมื่อปีที่แล้ว",
    "ja": "渡し船が北の桟橋に戻り、島の人々は長いあいだ待っていた船が売られなかったことをとても喜んでいると話した。",
    "zh": "渡轮重新回到北码头，岛上的居民等待已久，大家都为这艘船没有被卖掉而感到十分高兴，港口今天格外热闹。",
    "ko": "나룻배가 북쪽 부두로 돌아왔고 오래 기다린 섬 주민들은 배가 팔리지 않은 것을 무척 기뻐하고 있다고 말했다.",
}


@pytest.mark.parametrize(("tag", "text"), TEXTS.items())
def test_what_the_text_says(tag: str, text: str) -> None:
    assert language(Page(f"<p>{text}</p><p>{text}</p>", "https://a.example/")) == (tag, "text")


@pytest.mark.parametrize(
    ("attribute", "text", "expected"),
    [
        ("en-us", "en", ("en-US", "html")),
        ("pt_BR", "pt", ("pt-BR", "html")),
        ("zh-hans-cn", "zh", ("zh-Hans-CN", "html")),
        ("jp", "ja", ("ja", "html")),
        ("en", "de", ("de", "text")),
        ("en", "ru", ("ru", "text")),
        ("ru", "en", ("en", "text")),
        ("en-US", "ja", ("ja", "text")),
        ("zh", "ja", ("ja", "text")),
        ("gl", "en", ("gl", "html")),
        ("deutsch sprache", "de", ("de", "text")),
    ],
)
def test_what_the_page_says_is_checked(attribute: str, text: str, expected: tuple[str, str]) -> None:
    html = f'<html lang="{attribute}"><p>{TEXTS[text]}</p><p>{TEXTS[text]}</p></html>'
    assert language(Page(html, "https://a.example/")) == expected


def test_another_source_that_the_text_confirms() -> None:
    html = f'<html lang="en"><meta property="og:locale" content="de_AT"><p>{TEXTS["de"]}</p><p>{TEXTS["de"]}</p></html>'
    assert language(Page(html, "https://a.example/")) == ("de-AT", "meta")


def test_a_short_text_says_nothing() -> None:
    assert language(Page('<html lang="sv"><p>The end.</p></html>', "https://a.example/")) == ("sv", "html")
    assert language(Page("<p>The end.</p>", "https://a.example/")) is None
