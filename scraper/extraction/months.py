"""Names of the months as dates are written in, by their first letters."""

_NAMES = """
en  january february march april may june july august september october november december
de  januar februar märz april mai juni juli august september oktober november dezember
at  jänner feber mär april mai juni juli august september oktober november dezember
fr  janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es  enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
it  gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
pt  janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
nl  januari februari maart april mei juni juli augustus september oktober november december
sv  januari februari mars april maj juni juli augusti september oktober november december
pl  stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
cs  ledna února března dubna května června července srpna září října listopadu prosince
ro  ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
hu  január február március április május június július augusztus szeptember október november december
fi  tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
tr  ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
id  januari februari maret april mei juni juli agustus september oktober november desember
ru  января февраля марта апреля мая июня июля августа сентября октября ноября декабря
uk  січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
bg  януари февруари март април май юни юли август септември октомври ноември декември
el  ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
sr  јануар фебруар март април мај јун јул август септембар октобар новембар децембар
mk  јануари февруари март април мај јуни јули август септември октомври ноември декември
be  студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня
kk  қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
ar  يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
sy  يناير شباط آذار نيسان أيار حزيران تموز أغسطس أيلول أكتوبر نوفمبر ديسمبر
tn  جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
ma  يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر
hi  जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
in  जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर
he  ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
il  ינואר פברואר מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
th  มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
""".strip()

_SHORTEST, _LONGEST = 3, 7
_UNMARKED = str.maketrans("أإآάέήίόύώϊϋΐΰς", "اااαεηιουωιυιυσ")
"""Signs on letters that some leave out: Greek accents, most of all in capitals, and the hamza."""

_PREFIXES: dict[str, int] = {}
for _line in _NAMES.translate(_UNMARKED).splitlines():
    for _number, _name in enumerate(_line.split()[1:], 1):
        for _length in range(_SHORTEST, min(len(_name), _LONGEST) + 1):
            _PREFIXES.setdefault(_name[:_length], _number)  # of two languages the first in the list


def month(word: str) -> int | None:
    """Give the number of a month by its name or the first letters of it; None if it is none."""
    lower = word.lower().translate(_UNMARKED).removeprefix("ב")  # Hebrew writes "in" and the month in one
    lengths = range(min(len(lower), _LONGEST), _SHORTEST - 1, -1)
    return next((_PREFIXES[lower[:length]] for length in lengths if lower[:length] in _PREFIXES), None)
