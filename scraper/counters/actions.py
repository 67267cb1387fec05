"""What a counter counts: the words of people and of class names for comments, shares, likes and views."""

import re

LABELS = {
    "comment": (
        r"comments?|kommentare?n?|commentaires?|comentarios?|coment[aá]rios?|commenti|commento|reacties?|replies|reply|responses?|"
        r"antworten|antwort|comm?ents?|комментари\w*|коммент\w*|коментар\w*|отзыв\w*|ответ\w*|komentarz\w*|koment[aá]\w*|komentar|"
        r"kommentarer|yorum\w*|σχόλι\w*|hozzászólás\w*|thoughts?|réactions?|réponses?|respuestas?|risposte|meinung\w*|bình luận|"
        r"评论|評論|留言|コメント|댓글|تعليق\w*|نظر|ergänzungen|wortmeldungen|beiträge|debatte|posts in discussion"
    ),
    "tweet": r"tweets?|retweets?",
    "share": (
        r"shares?|shared|sharing|geteilt|teilen|mal geteilt|partages?|partagé\w*|compartid\w*|compartilhament\w*|condivision\w*|"
        r"condivis\w*|поделил\w*|udostępni\w*|gedeeld|delningar|シェア|分享|转发|공유|paylaşım"
    ),
    "view": (
        r"views?|viewed|reads|pageviews|hits|visits|visitas|lecturas|vistas|visualizaç\w*|visualizzazioni|letture|lectures|vues|"
        r"aufrufe|gelesen|klicks|zugriffe|просмотр\w*|перегляд\w*|прочт\w*|wyświetl\w*|odsłon\w*|okunma|görüntülen\w*|"
        r"閲覧|浏览|阅读|조회\w*|lượt xem|προβολ\w*|dibaca|visningar|keer gelezen|zobrazen\w*"
    ),
    "like": (
        r"likes?|liked|upvotes?|claps?|kudos|gefällt\w*|j['’]aime|me gusta|mi piace|curtidas?|нравится|polubie\w*|lubię|いいね|赞|좋아요|"
        r"beğen\w*|recs"
    ),
    "favorite": r"favou?rites?|favoris|favoriten|favoritos",
    "recommend": r"recommend(?:s|ed|ations?)?|empfehlungen|recomendaciones",
    "reaction": r"reactions",
    "dislike": r"dislikes?",
}
SIGNS = {
    "dislike": r"dis-?likes?|thumbs?-?down|vote-?down|down-?votes?",
    "comment": (
        r"\w*comments?\w*|\w*comm?entaires?\w*|kommentar\w*|coment\w*|replies|disqus\w*|livefyre\w*|respond|responses?|reactions?-count|"
        r"cmts?|discussion|reacties|komment\w*|hypercomments|yorum\w*"
    ),
    "view": r"\w*views?|viewed|\w*visits?|page-?views?|hits|views-?count\w*|post-?count-?views?|lecturas|reads|read-?count|eye|icon-viewed",
    "like": r"likes?|\w*likes?-?\w*|thumbs?-?up|vote-?up|up-?votes?|claps?|kudos|hearts?|loves?",
    "favorite": r"fav|favou?rites?",
    "recommend": r"recommend\w*|recs?",
    "share": r"\w*shar(?:e|es|ed|er|ing)\w*|teilen|compartir|partage\w*|social-?count\w*|nc-tweet",
}
"""In class names, ids and data attributes. The first that matches nearest to the number wins."""

_LABEL = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in LABELS.items()) + r")(?![^\W\d_])",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?<![a-z])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in SIGNS.items()) + r")(?![a-z])",
    re.IGNORECASE,
)


def action_of_label(words: str) -> str | None:
    """Name what a printed label says is counted: ``"Kommentare"`` → ``"comment"``."""
    found = _LABEL.search(words)
    return found.lastgroup if found else None


def action_of_sign(names: str) -> str | None:
    """Name what class names, ids and attribute names say is counted."""
    found = _SIGN.search(names.replace("_", "-"))
    return found.lastgroup if found else None
