"""Words in the path of an address that tell what the page is, in the languages in which sites are built."""

LISTINGS = frozenset(
    """
    tag tags topic topics topico topicos tema temas thema themen themes theme theme-pages stichwort schlagwort
    schlagworte category categories categoria categorias kategorie kategorien kategoria rubrique rubriques rubrik
    author authors autor autoren autores auteur auteurs autore contributor contributors profile profiles byline people
    journalist journalists redakteur columnist columnists person keyword keywords label labels
    sitemap sitemaps dossier dossiers
    """.split()
)
"""Pages that list others under the name that comes after the word: ``/tag/floods/``."""

SERVICES = frozenset(
    """
    login log-in signin sign-in logout signup sign-up register registration registrieren anmelden anmeldung einloggen
    account accounts my-account mein-konto konto user users member members profil subscribe subscription subscriptions
    abo abonnement abonnieren abonnements suscripcion suscribete newsletter newsletters
    search suche recherche buscar busca buscador cerca szukaj poisk wyszukaj cart checkout warenkorb shop store
    about about-us ueber-uns a-propos quienes-somos chi-siamo contact contact-us kontakt contacto contatti
    impressum imprint mentions-legales legal terms terms-of-use terms-of-service agb nutzungsbedingungen privacy
    privacy-policy datenschutz datenschutzerklaerung politica-de-privacidad cookies cookie-policy
    advertise advertising werbung mediadaten publicidad jobs careers karriere stellenmarkt help hilfe faq support
    feedback corrections accessibility rss feed feeds widget widgets embed share print sendbyemail
    comments comment kommentare wp-admin wp-login.php wp-json cgi-bin cdn-cgi xmlrpc.php api amp-iframe oauth sso
    horoscope horoskop crossword sudoku kreuzwortraetsel weather wetter tv-programm epaper e-paper
    """.split()
)
"""Pages of the site about itself, and its services."""

MEDIA = frozenset(
    """
    jpg jpeg png gif webp avif svg bmp ico tif tiff heic mp3 m4a ogg oga wav flac aac mp4 m4v webm mov avi mkv m3u8 ts
    pdf doc docx xls xlsx ppt pptx odt ods epub zip gz tar rar 7z exe dmg apk iso css js mjs map json xml rss atom txt
    csv woff woff2 ttf otf eot ics vcf swf
    """.split()
)
"""Endings of files that are no page."""

FOLDERS = frozenset(
    """
    gallery galleries galerie galerien fotogalerie fotogalerien bildergalerie fotostrecke fotostrecken photos pictures
    image images img media static assets uploads wp-content archive archives archiv archivo archivos archivio
    """.split()
)
"""Folders of pictures, files and old issues; an article below one has a headline in its address."""

ARTICLES = frozenset(
    """
    article articles artikel articulo articulos articolo articoli artigo artykul artykuly story stories news-story
    noticia noticias notizia nachricht meldung detail details node post posts read view content doc
    """.split()
)
"""Words after which an article is named."""

JOINING = frozenset(
    "and or of the for in to und oder von der die das et ou de la le les du y e o del los las i w z a en".split()
)
"""Words that stand in the names of sections too: ``/opinion-and-analysis/``."""
