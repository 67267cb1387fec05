"""Lines of a page that are no text, each known by the whole line."""

import re

LONGEST = 240
"""Characters. A longer line is text, whatever it begins with."""

_SENTENCE_END = re.compile(r"[.!?。！？]['\")\]]*$")
_FLAGS = re.IGNORECASE

_COUNT = r"\d[\d.,' ]*(?:[kmb]|mn|mio|tsd|万)?\+?"
_COUNTED = (
    r"(?:shares?|comments?|likes?|views?|retweets?|tweets?|reactions?|replies|claps|reads|times shared"
    r"|kommentare?|aufrufe|mal geteilt|teilen|commentaires?|partages?|vues|comentarios?|comentários?|vistas"
    r"|compartid[oa]s?|commenti|condivisioni|reacties|kommentarer|комментари\w+|просмотр\w+|поделил\w+"
    r"|シェア|コメント|评论|分享)"
)
_NETWORK = r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|e-?mail|vk|flipboard|threads|bluesky)"
_SHARE = r"(?:share|tweet|post|pin|print|copy link|save|bookmark|teilen|partager|compartir|compartilhar|condividi)"

_COUNTERS = (
    rf"{_COUNT}\s*(?:{_COUNTED}|{_NETWORK} {_COUNTED})",
    rf"(?:{_COUNTED}|{_SHARE}|{_NETWORK})\s*[:(]?\s*{_COUNT}\)?",
    rf"(?:show|view|see|read|hide|load)(?: all)?(?: {_COUNT})? {_COUNTED}(?:\s*\({_COUNT}\))?",
    rf"{_COUNTED}|{_SHARE}|e-?mail|{_SHARE}(?: this)?(?: article| story| page| post)?|{_SHARE} (?:on|via|by|to) {_NETWORK}",
    r"(?:reading time|lesezeit|temps de lecture|tiempo de lectura)?:?\s*\d+\s*[- ]?min(?:ute[ns]?|utos|uti)?\.?(?: read)?",
)

_MORE = (
    r"read (?:more|also|next|on|the full (?:story|article))|more (?:on this(?: story| topic)?|from|about)"
    r"|see also|also read|related(?: stor(?:y|ies)| articles?| topics?| links?)?|recommended|don't miss|you may also like"
    r"|continue reading|keep reading|click here|watch(?: now)?|listen(?: now)?|most read|top stories"
    r"|mehr zum thema|lesen sie (?:auch|mehr)|weiterlesen|zum artikel|auch interessant"
    r"|lire (?:aussi|la suite|plus)|à lire|voir aussi|en savoir plus"
    r"|leer más|leer también|lea también|lee también|te puede interesar|ver más|leia (?:mais|também)|saiba mais|veja também"
    r"|leggi (?:anche|tutto)|lees (?:ook|meer|verder)|läs (?:även|mer|också)|czytaj (?:też|więcej|także)"
    r"|читайте (?:также|ещё|еще)|по теме|подробнее|関連記事|続きを読む|あわせて読みたい|相关阅读|延伸阅读"
)
_READ_MORE = re.compile(rf"(?:>+|»|→|\*|-)?\s*(?:{_MORE})(?P<rest>$|\W.*)", _FLAGS)
_INVITATION = re.compile(
    r"(?:sign up|subscribe|register|follow us|join us|download our app|get our (?:free )?newsletter|support us|donate)\b.*"
    r"(?:newsletters?|inbox|e-?mails?|facebook|twitter|instagram|telegram|whatsapp|app|today|now|free|here)\W*",
    _FLAGS,
)

_ADVERTISEMENT = (
    r"(?:story|article|content) continues(?: (?:below|after)(?: (?:this )?(?:ad|advertisement))?)?|loading\W*|skip to (?:main )?content",
    r"(?:scroll|continue) (?:down )?(?:for|to) (?:more|continue)(?: reading)?",
    r"(?:this is an |paid )?(?:ad|ads|advert|advertisement|advertising)(?:s|ement)?(?: ?[-:|] ?(?:continue reading|scroll).*)?",
    r"(?:sponsored|promoted|paid)(?: content| post| by .{1,40})?|remove ads|skip ad(?:vertisement)?",
    r"anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|annons|annonse|annonce|reklama?|реклама|広告|広告の下に続く|广告",
)

_CREDIT = re.compile(
    r"[(\[]?\s*(?:"
    r"(?:(?:file |stock )?(?:photo|photograph|image|picture|illustration|graphic)s?(?: (?:credit|source|courtesy(?: of)?|by|from))?"
    r"|(?:photo|image|picture|file) (?:credit|source)|credits?|foto|fotos|bild|bildquelle|imagen|imagem|fotograf\w*|фото|写真)"
    r"\s*(?::|/|\||-|(?<=by)|(?<=courtesy)|(?<=of)|(?<=from))\s*\S.{0,100}"
    r"|image source, .{1,60}|credit\.{3}.{1,100}|crédits?(?: photo)?\s*:\s*.{1,100}|photo d'illustration\b.{0,60}"
    r"|(?:archiv|symbol)(?:bild|foto)"
    r"|(?:©|\(c\)).{1,100}"
    r"|(?:getty images?|reuters|afp|ap photo|dpa|epa|shutterstock|imago|istock)(?:\s*[/|,]\s*.{1,60})?"
    r"|[\w .'/-]{1,60}\s*(?:[/|]|\bvia\b)\s*(?:getty images?|reuters|afp|ap(?: photo)?|dpa|epa|shutterstock|imago|istock\w*)"
    r")\s*[)\]]?",
    _FLAGS,
)

_COOKIES = re.compile(
    r"(?:(?:we|this (?:web)?site|our (?:web)?site|this page)(?: and our partners)? (?:uses?|stores?|set) .{0,40}cookies?\b.*"
    r"|(?:accept|reject|manage|allow|decline)(?: all)?(?: the)? cookies?.{0,80}|(?:accept|reject|allow) all|we value your privacy|cookie (?:policy|settings|preferences|notice|consent)"
    r"|by (?:continuing|using|clicking|browsing) .{0,80}(?:cookies|terms|privacy policy).*"
    r"|(?:wir verwenden|diese (?:web)?(?:seite|site) verwendet|nous utilisons|ce site utilise|utilizamos|este sitio (?:web )?utiliza"
    r"|usiamo|questo sito utilizza|wij gebruiken|deze (?:web)?site gebruikt|мы используем|сайт использует)"
    r" .{0,60}(?:cookies?|файлы cookie|куки).*)",
    _FLAGS,
)

_AMOUNT = r"(?:\d+|an?|one|two|three|a few|several|einem?r?|une?|un[ao]?|um[a]?|en|ett)"
_AGE = (
    rf"(?:about |almost |over )?{_AMOUNT}\s?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?) ago"
    rf"|just now|moments ago|vor {_AMOUNT} (?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)"
    rf"|il y a {_AMOUNT} (?:secondes?|min(?:utes?)?|h(?:eures?)?|jours?|semaines?|mois|ans?)"
    rf"|h(?:ace|á) {_AMOUNT} (?:segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?|anos?)"
    rf"|{_AMOUNT} (?:secondi|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]) fa"
    rf"|{_AMOUNT} (?:seconden|minuten|minuut|uur|uren|dag(?:en)?|weken) geleden|för {_AMOUNT} \w+ sedan"
    r"|\d+ \w+ (?:назад|тому|temu|önce)|только что|\d+\s?(?:秒|分|分钟|分鐘|時間|小时|小時|日|天)前"
)
_AGES = re.compile(rf"\s*(?:[|•·,-]\s*)?\b(?:{_AGE})(?!\w)(?:\s*[|•·-])?", _FLAGS)

_STAMP = (
    r"(?:(?:last |first )?(?:updated|modified|published|posted|edited)|aktualisiert|stand|veröffentlicht|mis à jour|publié"
    r"|actualizado|publicado|atualizado|aggiornato|pubblicato|bijgewerkt|uppdaterad|обновлено|опубликовано|更新|公開)"
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|fév|avr|juin|juil|août|déc|ene|abr|ago|dic)\w*"
)
_CLOCK = rf"(?:\d{{1,4}}(?:st|nd|rd|th)?|{_MONTH}|(?:mon|tue|wed|thu|fri|sat|sun)\w*|[ap]\.?m\.?|[a-z]{{2,4}}t|utc|at|on|um|uhr|le|el|à|de)"
_STAMPED = re.compile(rf"{_STAMP}\s*(?::|at|on|\s)\s*(?:{_CLOCK}[\s,.:/|-]*)*", _FLAGS)

_WHOLE = re.compile("|".join(rf"(?:{line})" for line in (*_COUNTERS, *_ADVERTISEMENT)), _FLAGS)
_NUMBER = re.compile(_COUNT, _FLAGS)


def is_furniture(line: str) -> bool:
    """Tell if a line in one typography is no text."""
    if len(line) > LONGEST:
        return False
    bare = line.strip(" -|•·:*[]>").strip()
    known = _WHOLE.fullmatch(bare) or _INVITATION.fullmatch(bare) or _STAMPED.fullmatch(bare)
    return bool(known or _COOKIES.fullmatch(bare) or _CREDIT.fullmatch(line)) or _is_more(bare) or _is_age(bare)


def is_number(line: str) -> bool:
    """Tell if a line is a number and nothing else."""
    return _NUMBER.fullmatch(line) is not None


def without_ages(line: str) -> str:
    """Take "2 hours ago" out of a short line that is no sentence, such as a byline."""
    is_short = len(line) < LONGEST / 2 and not _SENTENCE_END.search(line)
    return _AGES.sub("", line).strip() if is_short else line


def _is_more(line: str) -> bool:
    """Tell if a line invites to another page: by a colon, or since it is no sentence."""
    found = _READ_MORE.fullmatch(line)
    if not found:
        return False
    rest = found["rest"].lstrip()
    return not rest or rest[0] in ":|>»→-" or (not _SENTENCE_END.search(line) and not re.match(r"(?:than|from) ", rest))


def _is_age(line: str) -> bool:
    words = re.sub(_STAMP, "", _AGES.sub("", line), flags=_FLAGS)
    return _AGES.search(line) is not None and not re.search(r"\w", words)
