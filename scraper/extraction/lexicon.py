"""What short lines around an article say, in the languages that news is written in."""

import re
from functools import lru_cache

_STARTS = {
    "more": {
        "en": "read more, read also, read next, read the, read full, see also, also read, more on, more from, more about, "
        "more stories, more news, related, recommended, watch, listen, most read, trending, click here, story continues, "
        "continue reading, you may also, you might also, up next, dont miss, don t miss, explore more, further reading, "
        "in this article, what to read, keep reading, suggested reading, latest, popular, top stories",
        "de": "lesen sie, lies auch, mehr zum, mehr zu, mehr aus, mehr von, auch interessant, weiterlesen, zum thema, "
        "das könnte sie, das könnte dich, mehr dazu, mehr infos, lesetipp, siehe auch, weitere artikel, weitere news, hören sie",
        "fr": "lire aussi, lire la suite, lire également, à lire, voir aussi, a lire, pour aller plus loin, sur le même sujet, "
        "en savoir plus, découvrez aussi, les plus lus, écoutez, regardez",
        "es": "lea también, lea más, leer más, lee también, te puede interesar, también te, más información, ver también, "
        "mira también, noticias relacionadas, más sobre, le puede interesar, sigue leyendo",
        "pt": "leia também, leia mais, saiba mais, veja também, veja mais, mais lidas, continue lendo, relacionadas",
        "it": "leggi anche, leggi tutto, approfondisci, potrebbe interessarti, vedi anche, per approfondire, guarda anche",
        "nl": "lees ook, lees meer, lees verder, bekijk ook, meer over, ook interessant, luister",
        "sv": "läs mer, läs också, läs även, les også, les mer, læs også, læs mere, se også, lue myös, katso myös",
        "pl": "czytaj, zobacz, przeczytaj, polecamy, czytaj także, czytaj więcej, zobacz też, čtěte, přečtěte, více zde",
        "ru": "читайте, смотрите, по теме, читать, подробнее, также по теме, материалы по теме, похожие, ещё по теме, читайте также",
        "uk": "читайте також, також читайте, дивіться, докладніше, більше новин, прочетете още, виж още, вижте още",
        "tr": "devamını, ilgili haber, ilginizi çekebilir, ayrıca bakınız, diğer haberler, xem thêm, đọc thêm, baca juga",
        "el": "διαβάστε, δείτε, δείτε επίσης, διαβάστε επίσης, διαβάστε ακόμη, σχετικά",
        "ar": "اقرأ أيضا, اقرأ المزيد, اقرأ أيضًا, شاهد, مواضيع ذات صلة, قد يعجبك, إقرأ أيضا, المزيد, קראו עוד, קרא עוד, קראו גם, לכתבה המלאה",
    },
    "byline": {
        "en": "by, written by, posted, published, updated, last updated, author, about the author, reviewed by, edited by, "
        "story by, text by, words by, first published, last modified",
        "de": "von, veröffentlicht, stand, aktualisiert, erstellt, autor, autorin, über den autor, über die autorin, text",
        "fr": "par, publié, publie, mis à jour, modifié, rédigé par, écrit par, auteur",
        "es": "por, publicado, actualizado, escrito por, autor, redacción",
        "it": "di, pubblicato, aggiornato, scritto da, autore",
        "nl": "door, gepubliceerd, bijgewerkt, av, publisert, publicerad, uppdaterad, oppdatert, skrevet av, af",
        "pl": "autor, opublikowano, aktualizacja, data publikacji, publikováno",
        "ru": "автор, опубликовано, обновлено, текст, дата публикации, αποό, συντάκτης, كتب, מאת, كتبت",
    },
    "share": {
        "en": "share, tweet, print, save, comment, comments, leave a, reply, like, tags, tag, tagged, topics, topic, category, "
        "categories, filed under, in this story, email, copy link, follow, view comments, bookmark, gift, post a comment, posted in",
        "de": "teilen, drucken, kommentare, kommentieren, themen, schlagworte, schlagwörter, merken, kategorien, kategorie",
        "fr": "partager, imprimer, commentaires, réagir, thèmes, mots clés, catégories, partagez",
        "es": "compartir, imprimir, comentarios, temas, etiquetas, categorías, compartilhe, comentários, compartir en",
        "it": "condividi, stampa, commenti, argomenti, tag, invia, lascia un commento",
        "nl": "delen, deel, reacties, del, dela, dele, kommentarer, onderwerpen, emner, udostępnij, komentarze, sdílet",
        "ru": "поделиться, комментарии, теги, темы, печать, поделитесь, метки, коментарі, теми, κοινοποίηση, σχόλια, paylaş, yorumlar",
        "ar": "شارك, مشاركة, تعليقات, الوسوم, שתפו, שתף, תגובות, תגיות",
    },
    "picture": {
        "en": "photo, photos, image, images, picture, credit, file photo, source, video, illustration, getty, pictured, caption, photograph",
        "de": "foto, fotos, bild, bilder, quelle, symbolbild, symbolfoto, grafik",
        "fr": "crédit, crédits, photo, image, légende, source",
        "es": "foto, fotos, imagen, fuente, crédito, fotografía, fonte, immagine, imagem, zdjęcie, fot, zdroj",
        "ru": "фото, источник, изображение, видео, джерело, φωτογραφία, πηγή, صورة, المصدر, צילום, kaynak, fotoğraf",
    },
}
_WITHIN = {
    "subscribe": {
        "en": "newsletter, newsletters, subscribe, subscriber, subscribers, subscription, sign up, signup, app store, google play, "
        "download, register, log in, login, sign in, donate, donation, support us, become a member, whatsapp, telegram, "
        "follow us, follow me, join us, join our, facebook, twitter, instagram, linkedin, youtube, email, e mail, your inbox, "
        "free trial, click here, notifications, discord, podcast, contact us, get in touch, our app, for more information",
        "de": "abonnieren, abo, anmelden, registrieren, folgen sie, folge uns, jetzt lesen, kostenlos testen, spenden, mail, posteingang",
        "fr": "abonnez, abonné, abonnés, abonner, inscrivez, inscription, suivez nous, connectez vous, je m abonne",
        "es": "suscríbete, suscríbase, suscripción, suscríbete a, síguenos, regístrate, inicia sesión, boletín, assine, inscreva, siga",
        "it": "iscriviti, abbonati, abbonamento, registrati, seguici, accedi, abonneer, nieuwsbrief, nyhetsbrev, prenumerera, zapisz się",
        "ru": "подпишитесь, подписаться, подписывайтесь, подписка, рассылка, телеграм, підписуйтесь, підписатися, абонирай, abone, kayıt ol",
        "el": "εγγραφείτε, ακολουθήστε, اشترك, تابعونا, النشرة, הירשמו, הצטרפו, berlangganan, đăng ký",
    },
    "legal": {
        "en": "copyright, all rights reserved, terms of, privacy, cookie, cookies, republish, republished, licence, license, licensed, "
        "this article was, this story was, this post was, article first appeared, originally published, originally appeared, "
        "editing by, reporting by, additional reporting, affiliate, commission, sponsored, disclaimer, advertisement, "
        "advertising, press release, has been updated, correction, may not be, views expressed, opinions expressed, corrected",
        "de": "alle rechte, impressum, datenschutz, anzeige, werbung, nutzungsbedingungen, affiliate links, provision",
        "fr": "tous droits, publicité, droits réservés, conditions générales, mentions légales",
        "es": "derechos reservados, todos los derechos, publicidad, prohibida, aviso legal, direitos reservados, publicidade",
        "it": "riproduzione riservata, tutti i diritti, pubblicità, advertentie, alle rechten, annons, annonce, reklama, prawa zastrzeżone",
        "ru": "все права, права защищены, реклама, при использовании, усі права, всички права, tüm hakları, reklam, جميع الحقوق, כל הזכויות",
    },
    "agency": {
        "any": "getty, getty images, reuters, afp, dpa, ap, epa, shutterstock, istock, unsplash, imago, pexels, flickr, wikimedia, "
        "alamy, zuma, ansa, efe, pixabay, keystone, apa, picture alliance, photo by, courtesy of, screenshot",
    },
    "bio": {
        "en": "is a journalist, is a reporter, is a senior, is a freelance, is a writer, is a staff, is a contributing, is the author of, "
        "is an editor, is the editor, is an associate, is a professor, is based in, his work, her work, can be reached, reporter at, "
        "covers, has written for, previously worked, correspondent for, editor at, writer at, writes about, reported from, contributed to this, "
        "founded in, for more visit, about us, about the company, media contact",
        "de": "ist redakteur, ist redakteurin, ist journalist, ist journalistin, arbeitet als, schreibt für, jahrgang, ist freier, ist autor",
        "fr": "est journaliste, est rédacteur, journaliste à, es periodista, es redactor, periodista de, è giornalista, jornalista, журналист",
    },
}
_UNSPACED = {
    "more": "関連 あわせて読みたい 続きを読む もっと見る 次の記事 前の記事 おすすめ 相关 延伸阅读 推荐阅读 更多 相關 延伸閱讀 อ่านเพิ่มเติม ข่าวที่เกี่ยวข้อง อ่านต่อ",
    "subscribe": "会員登録 ログイン 購読 メルマガ 登録 フォロー 订阅 关注 扫码 下载 訂閱 追蹤 สมัครสมาชิก ติดตาม",
    "legal": "無断転載 著作権 広告 版权 声明 广告 責任編輯 责任编辑 編集部 スポンサー สงวนลิขสิทธิ์",
    "picture": "写真 画像 提供 撮影 图片 图源 来源 圖片 照片 ภาพ",
    "byline": "記者 文／ 取材 作者 记者 編集 編輯 更新日 公開日 ผู้เขียน โดย",
    "share": "シェア コメント いいね ツイート 分享 评论 標籤 标签 แชร์ แท็ก ความคิดเห็น",
}
_DATE = re.compile(
    r"\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)[a-z]*,?\s*)?(?:\d{1,2}[./ -]\s?(?:\d{1,2}|[^\W\d]{3,10})\.?"
    r"[./ ,-]\s?\d{2,4}|[^\W\d]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}[-./年]\d{1,2})"
)
_WORD = re.compile(r"\w+")
_LEGAL_MARK = re.compile(r"©|\(c\)|®")

LINES = (*_STARTS, *_WITHIN, "date")
"""What a line may be: a pointer elsewhere, a byline, a share button, a credit, a prompt, a notice, an agency, a bio, a date."""

LINE_BIT = {name: 1 << number for number, name in enumerate(LINES)}
_DATE_BIT = LINE_BIT["date"]
_Phrases = dict[str, list[tuple[str, int]]]


def _by_first_word(table: dict[str, dict[str, str]]) -> _Phrases:
    phrases: _Phrases = {}
    for name, languages in table.items():
        for phrase in ", ".join(languages.values()).split(", "):
            phrases.setdefault(phrase.split()[0], []).append((f"{phrase} ", LINE_BIT[name]))
    return phrases


_BEGINNINGS, _ANYWHERE = _by_first_word(_STARTS), _by_first_word(_WITHIN)
_KNOWN = frozenset(_ANYWHERE)
_UNSPACED_LETTER = re.compile("[\u0e00-\u0e7f\u3040-\u9fff]")
"""Thai, Japanese and Chinese: what all words of ``_UNSPACED`` are written in."""

_LETTERS: dict[str, list[tuple[str, int]]] = {}
"""The same by their first letter."""

for _name, _words in _UNSPACED.items():
    for _word in _words.split():
        _LETTERS.setdefault(_word[0], []).append((_word, LINE_BIT[_name]))


@lru_cache(maxsize=8192)
def line_signs(text: str) -> int:
    """Give what a short line announces, one bit for each of ``LINES``; sites say the same on all their pages."""
    lower = text.lower()
    return signs_of_words(lower, _WORD.findall(lower))


def signs_of_words(lower: str, words: list[str]) -> int:
    """Give the same for a line in lower case whose words are known already."""
    if not words:
        return 0
    mask = _DATE_BIT if _DATE.match(lower) else 0
    beginnings, known = _BEGINNINGS.get(words[0]), _KNOWN.intersection(words)
    if beginnings or known:
        said = f" {' '.join(words)} "
        for phrase, bit in beginnings or ():
            if said.startswith(phrase, 1):
                mask |= bit
        for word in known:
            for phrase, bit in _ANYWHERE[word]:
                if f" {phrase}" in said:
                    mask |= bit
    return mask if lower.isascii() or "".join(words).isascii() else mask | _unspaced(lower)


def _unspaced(lower: str) -> int:
    mask = LINE_BIT["legal"] if _LEGAL_MARK.search(lower) else 0
    if _UNSPACED_LETTER.search(lower):
        for letter in _LETTERS.keys() & set(lower):
            for word, bit in _LETTERS[letter]:
                if word in lower:
                    mask |= bit
    return mask
