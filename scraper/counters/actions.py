"""What a counter counts: the words of people for comments, shares, likes and views, in the languages of the press."""

import re
from collections.abc import Iterable
from functools import lru_cache

LABELS = {
    "follow": (
        r"follow(?:ers?|ing)?|fans?|subscribers?|abonnent\w*|abonné\w*|seguidor\w*|suscriptor\w*|подписчик\w*|obserwuj\w*|"
        r"mitglieder|takipçi\w*|フォロワー|粉丝"
    ),
    "other": (
        r"characters?|chars|caratteri|zeichen|caracteres|caractères|символ\w*|znak\w*|minutes?|mins?|minuten?|minutos|minuti|мин\w*|"
        r"words?|wörter|palabras|mots|seconds?|sekunden|hours?|percent|stars?|sterne|ratings?|bewertung(?:en)?|votes?|stimmen|"
        r"pingbacks?|trackbacks?|photos?|fotos?|bilder|images?|videos?|members?"
    ),
    "comment": (
        r"comments?|comm?ent|kommentare?n?|commentaires?|comentarios?|coment[aá]rios?|commenti|commento|reacties?|replies|reply|responses?|"
        r"antworten|antwort|комментари\w*|коммент\w*|коментар\w*|отзыв\w*|ответ\w*|komentarz\w*|koment[aáo]\w*|komentar\w*|"
        r"kommentti\w*|kommentit|kommentarer|kommentaarit?|yorum\w*|σχόλι[αο]|hozzászólás\w*|thoughts?|réactions?|réponses?|respuestas?|respostas?|opini[eoó]\w*|"
        r"risposte|risposta|meinung(?:en)?|leserbriefe?|评论(?:数|列表)?|評論(?:數)?|留言(?:数|數|列表|板)?|回应|回覆|跟贴|コメント(?:数|欄)?|댓글수?|تعليق\w*|التعليقات|نظرات?|دیدگاه\w*|"
        r"תגובות|ergänzungen|wortmeldungen|beitr[aä]ge|debatte|discussions?|bìnhluận|luận|ความคิดเห็น|प्रतिक्रिया\w*|टिप्प\w*"
    ),
    "tweet": r"tweets?|retweets?",
    "share": (
        r"shares?|shared|sharing|geteilt|teilungen|partages?|partagé\w*|compartid\w*|compartilhament\w*|condivision[ei]|condivis[oi]|"
        r"поделил\w*|репост\w*|udostępni\w*|gedeeld|delningar|delinger|jaot|シェア数?|分享|转发|轉發|공유|paylaşım\w*|sdílen\w*|مشاركة|مشاركات"
    ),
    "dislike": r"dislikes?|downvotes?",
    "view": (
        r"views?|viewed|reads|pageviews?|page-views|hits|visits|visitas|lecturas|leituras|vistas|visualizaç\w*|visualizzazioni|visualizaciones|letture|lectures|"
        r"vues|aufrufe|gelesen|klicks|zugriffe|просмотр\w*|перегляд\w*|прочт\w*|прочитан\w*|прочитал\w*|wyświetle\w*|odsłon\w*|"
        r"okunma\w*|görüntülen\w*|閲覧(?:数|回数)?|浏览(?:量|数|次数)?|瀏覽(?:量|數|次數)?|阅读(?:量|数|次数)?|閱讀(?:量|數)?|人气|人氣|点击(?:量|数|次数)?|點擊(?:量|數)?|조회수?|lượtxem|προβολ\w*|dibaca|"
        r"visningar|visninger|zobrazen\w*|مشاهد\w*|بازدید\w*|קריאות|צפיות|seen|weergaven"
    ),
    "like": (
        r"likes?|liked|upvotes?|claps?|kudos|gefällt|j['’]aime|gusta|piace|curtidas?|нравится|лайк\w*|polubie\w*|lubię|いいね|赞|点赞|讚|"
        r"좋아요|beğen\w*|إعجاب\w*|loves?|thích|synes"
    ),
    "favorite": r"favou?rites?|favoris|favoriten|favoritos|favorisier\w*|bookmarks?",
    "recommend": r"recommends?|recommendations?|recommended|empfehlungen|recomendaciones|recs",
    "reaction": r"reactions?|reaktionen",
}
"""Whole words, or stems where letters may follow. The first that matches a word wins."""

VERBS = {"teilen": "share", "share": "share", "view": "view", "sharing": "share", "reply": "comment"}
"""Labels of buttons, which stand beside a number without being its unit."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LABEL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in LABELS.items()))
_GLUED = re.compile(r"(?:[kmb]|tsd|mio)?(shares?|likes?|views?|comments?)")


@lru_cache(maxsize=8192)
def action_of_word(word: str) -> str | None:
    """Name what one word in lower case says is counted: ``"kommentare"`` → ``"comment"``."""
    if word in VERBS:
        return VERBS[word]
    found = _LABEL.fullmatch(word) or ((glued := _GLUED.fullmatch(word)) and _LABEL.fullmatch(glued[1]))
    return found.lastgroup if found else None


def action_of_label(words: str) -> str | None:
    """Name what a printed label says is counted: the first word of it that means something.

    ``View all comments`` tells of comments: a word that may be the verb of a button waits for a better one.
    """
    return action_of_words(_WORD.findall(words.lower()))


def action_of_words(words: Iterable[str]) -> str | None:
    """Name what words in lower case say is counted."""
    verb = None
    for word in words:
        action = action_of_word(word)
        if action and word not in VERBS:
            return action
        verb = verb or action
    return verb
