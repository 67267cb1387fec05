"""What elements do to the text in them: begin a line, stand in one, hide it."""

SKIPPED = frozenset(
    "script style noscript template svg iframe select textarea button option object embed math head canvas map audio "
    "video datalist input rp rt".split()
)
"""Elements whose text nobody reads as text; ``rt`` says how the word before it is spoken."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark meter output picture q "
    "ruby s samp small source span strike strong sub sup time tt u var wbr nobr amp-img link meta".split()
)
"""Elements that do not begin a line. Any other one, also a made-up one, is a block."""

BLOCK, PLAIN, LINK, BOLD, BREAK, HIDDEN = range(6)
ROLES = (
    dict.fromkeys(INLINE, PLAIN) | dict.fromkeys(SKIPPED, HIDDEN) | {"a": LINK, "b": BOLD, "strong": BOLD, "br": BREAK}
)
"""What a walk does at an element; one that is not named here begins a line."""
