"""Scripts and the commonest words of the languages that news is written in: enough to tell one from another."""

import re

WORDS = """
en the and of to in that is for was on with as are his they from this have not
de der die und das ist nicht den von mit für auf ein eine dem des sich auch wird im
fr le les des et est une dans pour que qui pas sur avec du au sont ce cette plus
es el los las que del una por con para como más pero sus fue este está según entre
pt os das dos uma que não com para como mais foi são ao pela pelo também seu sua
it il gli che della una per non con sono come anche nel alla dei del è più delle
nl het een van en dat niet zijn voor met op aan ook bij wordt maar naar heeft werd
sv och att det som en på är av för med inte till den har ett från var vi om
da og at det er en på af for med ikke til den har et som fra også blev efter
no og det er som en på av for med ikke til den har et fra også ble etter jeg
fi ja on ei se että oli mutta myös ovat hän kuin joka mukaan vuoden jos tai kun
pl i w nie się na że z jest do to przez jak po są oraz dla od został które
cs se na že je by pro jako ale které jsou jeho podle byl před také bude roce při
sk sa na že je by pre ako ale ktoré sú jeho podľa bol pred tiež bude roku pri
hu a az és hogy nem egy is meg volt csak már még mint szerint lesz ezt el vagy
ro și în nu cu este pe care din pentru mai că sunt fost prin după între lui ale
tr ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ise ancak olduğu
id yang dan di ini itu dengan untuk dari dalam tidak akan pada juga karena oleh telah
vi và của là có trong cho không được với các những người đã một này tại về khi
hr je da se na za su koji od kao što nije iz bi će sa ali ili nakon biti
sl je da se na za so ki od kot tudi ni iz bi bo po pa ali pri še
et ja on ei et see oli ta kui ka mis oma aga välja nii tema aasta ning
lt ir kad yra su ne iš tai kaip buvo bet už dėl jau po nuo savo jis
lv un ir ka ar no par uz bet tika kas lai pēc arī nav tas viņš kā
ca els les que del una per amb com més però va són dels aquest també seva
sq dhe të në një që për me nga është ka si do nuk kjo po janë
sw ya na wa kwa ni za katika la kuwa hiyo hii alisema cha yake huo kama watu
af die en van in het is nie wat om te met vir sy op dat ook hy was deur
ru и в не на что с по как это из но от для его был они так также
uk і в не на що з та як це за до від але його був для про також
bg и в на за от се да не че са това по като до но ще беше
sr је и у на да се за су од са као не који што из али
be і у не на што з па як гэта за да ад але для была яго таксама
mk и во на за од се да не дека со се го што ќе е беше
ar في من على إلى أن عن التي الذي مع هذا كان ما لم قد بعد وقال
fa در از به که این را با است برای آن های می شود بود تا هم
ur کے کی میں ہے اور سے کا نے کو پر یہ کہ ہیں بھی تھا
hi के में की है और से का को पर ने यह कि भी हैं था
mr आहे आणि या च्या ने ते हे मध्ये की होते नाही केली असे
""".strip()
"""A line a language: its code, then its words."""

LANGUAGES: dict[str, frozenset[str]] = {line[:2]: frozenset(line.split()[1:]) for line in WORDS.splitlines()}
OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in LANGUAGES.items():
    for _word in _words:
        OF_WORD[_word] = (*OF_WORD.get(_word, ()), _language)

SCRIPTS = {
    "Cyrl": "Ѐ-ԯ",
    "Arab": "؀-ۿ",
    "Deva": "ऀ-ॿ",
    "ja": "ぁ-ヿ",
    "zh": "㐀-鿿",
    "ko": "가-힣",
    "el": "Ͱ-Ͽ",
    "he": "֐-׿",
    "th": "ก-๛",
    "hy": "Ա-֏",
    "ka": "Ⴀ-ჿ",
    "bn": "ঀ-৿",
    "ta": "஀-௿",
    "te": "ఀ-౿",
    "gu": "઀-૿",
    "kn": "ಀ-೿",
    "ml": "ഀ-ൿ",
    "pa": "਀-੿",
    "si": "඀-෿",
    "km": "ក-៿",
    "lo": "ກ-໿",
    "my": "က-႟",
    "am": "ሀ-፿",
}
"""Letters of the scripts other than Latin; one that a single language writes is called like the language."""

COMPILED = {name: re.compile(f"[{letters}]+") for name, letters in SCRIPTS.items()}
"""One pattern a script."""

WRITTEN_IN = {
    "Cyrl": frozenset("ru uk bg sr be mk kk ky mn tg tt ba cv ce os".split()),
    "Arab": frozenset("ar fa ur ps ku ckb sd ug azb".split()),
    "Deva": frozenset("hi mr ne sa mai bho kok".split()),
    "ja": frozenset(("ja",)),
    "zh": frozenset(("zh", "yue")),
    "ko": frozenset(("ko",)),
    "he": frozenset(("he", "yi")),
    "bn": frozenset(("bn", "as")),
    "am": frozenset(("am", "ti")),
}
"""Languages of a script that several write; any other script stands for the language that it is called like."""
