"""What short lines around an article say, in the languages that news is written in."""

import re

_PHRASES = {
    "more": r"^(?:read (?:more|also|next|the)|see also|also read|more (?:on|from|about|stories)|related|recommended|watch|"
    r"listen|lire (?:aussi|la suite)|à lire|voir aussi|lesen sie|lies auch|mehr (?:zum|zu|aus)|auch interessant|weiterlesen|"
    r"lea (?:también|más)|leer más|te puede interesar|leggi anche|читайте|смотрите|по теме|czytaj|zobacz|lees (?:ook|meer)|"
    r"läs (?:mer|också|även)|les (?:også|mer)|関連|あわせて読みたい|相关|devamını|most read|trending|click here|advertisement|"
    r"anzeige|publicité|publicidad|story continues)",
    "subscribe": r"newsletter|subscri|sign up|abonn|suscr|iscriviti|подпи|app store|google play|download|registr|log in|"
    r"donat|support us|become a member|whatsapp|telegram|follow (?:us|me)|folgen sie|join (?:us|our)|facebook|twitter|"
    r"instagram|e-?mail",
    "legal": r"©|\(c\)|copyright|all rights reserved|alle rechte|tous droits|derechos reservados|все права|terms of|"
    r"privacy|cookie|republish|licen[cs]e|this (?:article|story|post) (?:was|first|originally)|originally published|"
    r"editing by|reporting by|contact (?:us|the)",
    "picture": r"^(?:photo|image|picture|credit|foto|bild|crédit|getty|fuente|source|quelle|фото|источник|写真)|"
    r"\b(?:getty images|reuters|afp|dpa|ap photo|shutterstock|istock|unsplash)\b|^\(.*\)$",
    "byline": r"^(?:by|von|par|por|di|av|door|автор|tekst|written by|posted|published|updated|last updated|publié|"
    r"mis à jour|veröffentlicht|stand|aktualisiert|publicado|actualizado|pubblicato|опубликовано|author|about the author)\b",
    "share": r"^(?:share|teilen|partager|compartir|condividi|поделиться|tweet|print|drucken|imprimer|save|comments?|"
    r"kommentare|комментарии|leave a|reply|like|tags?|topics?|categor|filed under|themen|temas|etiquetas|теги|schlagw)",
    "date": r"^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)[a-z]*,?\s*)?(?:\d{1,2}[./ -]\s?(?:\d{1,2}|[^\W\d]{3,10})\.?"
    r"[./ ,-]\s?\d{2,4}|[^\W\d]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}[-./年]\d{1,2})",
}
LEXICON = tuple(re.compile(pattern) for pattern in _PHRASES.values())
"""One pattern a kind of line, in the order of ``LINES``, for texts in lower case: ignoring case costs three times as much."""

LINES = tuple(_PHRASES)
