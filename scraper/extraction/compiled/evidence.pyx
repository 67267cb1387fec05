# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""What `scraper.extraction.evidence` gathers, with its `surroundings` and `home`, as one table of C.

Blocks and regions are read once, by their slots. Words are compared by their numbers (FNV-1a) and then letter by letter.
"""

import array

from cpython cimport array
from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from cpython.object cimport PyObject
from libc.math cimport log1p
from libc.stdint cimport uint32_t, uint64_t
from libc.string cimport memcmp, memset
from lxml.includes.etreepublic cimport _Element, attributeValueFromNsName, import_lxml__etree
from lxml.includes.tree cimport xmlChar

from scraper.extraction import blocks as of_blocks, evidence as of_evidence, home as of_home, lexicon as of_lexicon
from scraper.extraction import regions as of_regions, surroundings as of_surroundings, thinning as of_thinning
from scraper.extraction.blocks import Block
from scraper.extraction.regions import Region

import_lxml__etree()

cdef extern from *:
    """
    static PyObject *held(PyObject *one, Py_ssize_t slot) { return *(PyObject **)((char *)one + slot); }
    static int is_letter(Py_UCS4 sign) {  /* what \\w is */
        return sign < 128 ? (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '_' ||
            (sign >= 'A' && sign <= 'Z') : Py_UNICODE_ISALNUM(sign);
    }
    static int is_digit(Py_UCS4 sign) { return sign < 128 ? sign >= '0' && sign <= '9' : Py_UNICODE_ISDECIMAL(sign); }
    """
    PyObject* held(PyObject*, Py_ssize_t)
    bint is_letter(uint32_t)
    bint is_digit(uint32_t)
    bint PyUnicode_IS_ASCII(object)
    Py_ssize_t PyUnicode_GET_LENGTH(object)
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t)
    object PyUnicode_FromKindAndData(int, const void*, Py_ssize_t)
    object PyUnicode_Substring(object, Py_ssize_t, Py_ssize_t)
    unsigned int SOURCE_CHECKSUM

CHECKSUM = SOURCE_CHECKSUM

NUMBERS = """
    size linked anchors bold ends digits p heading item
    outside marked shape share siblings sibling_links average parent_share parent_links same
    first last after before place heading_distance title summary stated stated_part repeated again author
    size-2 linked-2 together-2 size-1 linked-1 size+1 linked+1 size+2 linked+2 together+2
"""
MASKS = "near in tag says earlier later"
if list(of_evidence.NUMBERS) != NUMBERS.split() or list(of_evidence._MASKS) != MASKS.split():
    raise ImportError("the compiled evidence is another one")

include "slots.pxi"

cdef long FURNITURE = of_home.FURNITURE, FURNITURE_TAGS = of_home.FURNITURE_TAGS
cdef long BODY = of_home._BODY, TOPICS = of_home._TOPICS
cdef Py_ssize_t NEAR = of_home.NEAR, HOPS = of_home.HOPS, DEEPEST = of_home._DEEPEST, ENOUGH = of_home.ENOUGH
cdef Py_ssize_t LONGEST = of_home.LONGEST, FAR = of_surroundings.FAR, SAID = of_surroundings.SAID
cdef Py_ssize_t STATED = of_surroundings._STATED, CUT = of_surroundings._CUT, MOST_JUDGED = of_thinning.MOST
cdef Py_ssize_t SHORT = of_evidence._SHORT, LONG = of_evidence._LONG, START = of_evidence._START
cdef double DOUBTED = of_home.DOUBTED, CLIMB = of_home.CLIMB, CLIMB_FAR = of_home.CLIMB_FAR, MOST = of_home.MOST
cdef double MARKED_SHARE = of_surroundings._MARKED_SHARE
cdef str END = "".join(of_evidence._END)
cdef int END_KIND = PyUnicode_KIND(END)
cdef void* END_DATA = PyUnicode_DATA(END)
cdef Py_ssize_t END_LENGTH = PyUnicode_GET_LENGTH(END)
cdef object match_date = of_lexicon._DATE.match, unspaced = of_lexicon._unspaced, announced = of_regions._announced
cdef object signs = of_blocks._signs, thinned = of_thinning.thinned, Judged = of_evidence.Judged
cdef long DATE = of_lexicon._DATE_BIT
cdef int WIDTH = of_evidence.WIDTH
cdef array.array NO_NUMBERS = array.array("d")

cdef enum:  # places of the numbers of a block
    SIZE, LINKED, ANCHORS, BOLD, ENDS, DIGITS, IS_P, IS_HEADING, IS_ITEM
    OUTSIDE, MARKED, SHAPE, SHARE, SIBLINGS, SIBLING_LINKS, AVERAGE, PARENT_SHARE, PARENT_LINKS, SAME
    AFTER_FIRST, AFTER_LAST, GOOD_AFTER, GOOD_BEFORE, PLACE, HEADING_DISTANCE
    TITLE, SUMMARY, IS_STATED, STATED_PART, REPEATED, AGAIN, AUTHOR
    NEXT, LAST_NEXT = NEXT + 9
    MASK_NEAR, MASK_IN, MASK_TAG, SAYS, EARLIER, LATER, COLUMNS

if COLUMNS != WIDTH:
    raise ImportError("the compiled evidence is another one")

cdef enum:  # tags that are asked for; others have the numbers that follow, as they come
    NO_TAG, P, LI, H1, H2, H3, H4, H5, H6, ARTICLE, MAIN, BODY_TAG

cdef dict TAGS = dict(zip("p li h1 h2 h3 h4 h5 h6 article main body".split(), range(P, BODY_TAG + 1)))
if {*of_evidence._HEADINGS} != {*"h2 h3 h4 h5 h6".split()} or {*of_home._WHOLE} != {*"article main body".split()}:
    raise ImportError("the compiled evidence knows other tags")


cdef struct Place:  # what is known of a region
    PyObject* region
    Py_ssize_t parent, start, blocks, text, linked, good
    long tags, own, way_names, way_tags
    int tag, names, level, way
    bint is_seen


cdef struct Piece:  # what is known of a block
    PyObject* block
    PyObject* text
    Py_ssize_t place, size, linked, length
    int same  # the number of its text: those of the same text share it
    bint is_good


cdef struct Phrase:
    uint64_t first  # the number of its first word
    uint32_t* letters
    Py_ssize_t length
    long bit


cdef inline bint is_telling(uint32_t sign) noexcept:
    """Tell what `lexicon` looks for in words without spaces, and in marks of rights."""
    return sign == 40 or (sign >= 128 and (
        sign == 0xa9 or sign == 0xae or 0x0e00 <= sign <= 0x0e7f or 0x3040 <= sign <= 0x9fff
    ))


cdef inline bint is_end(uint32_t sign) noexcept:
    cdef Py_ssize_t at
    for at in range(END_LENGTH):
        if PyUnicode_READ(END_KIND, END_DATA, at) == sign:
            return True
    return False


cdef inline uint64_t number_of(const uint32_t* letters, Py_ssize_t length) noexcept:
    cdef uint64_t number = 14695981039346656037ULL
    cdef Py_ssize_t at
    for at in range(length):
        number = (number ^ letters[at]) * 1099511628211ULL
    return number ^ (number >> 29)


cdef class Words:
    """The words of a line, each between two spaces."""

    cdef uint32_t* letters
    cdef Py_ssize_t* starts
    cdef uint64_t* numbers
    cdef Py_ssize_t room, length, count
    cdef bint has_early_digit, is_ascii, is_odd

    def __dealloc__(self):
        PyMem_Free(self.letters)
        PyMem_Free(self.starts)
        PyMem_Free(self.numbers)

    cdef int hold(self, Py_ssize_t size) except -1:
        if size > self.room:
            PyMem_Free(self.letters)
            PyMem_Free(self.starts)
            PyMem_Free(self.numbers)
            self.room = 2 * size
            self.letters = <uint32_t*>PyMem_Malloc(self.room * sizeof(uint32_t))
            self.starts = <Py_ssize_t*>PyMem_Malloc(self.room * sizeof(Py_ssize_t))
            self.numbers = <uint64_t*>PyMem_Malloc(self.room * sizeof(uint64_t))
            if self.letters is NULL or self.starts is NULL or self.numbers is NULL:
                self.room = 0
                raise MemoryError
        return 0

    cdef int read(self, str line, Py_ssize_t most) except -1:
        """Read the words of a line, in lower case already if it is not of ASCII."""
        cdef Py_ssize_t at, size = min(most, PyUnicode_GET_LENGTH(line)), to = 1, start
        cdef int kind = PyUnicode_KIND(line)
        cdef void* data = PyUnicode_DATA(line)
        cdef uint32_t sign
        self.hold(size + 3)
        self.letters[0] = 32
        self.starts[0] = start = 1
        self.count = 0
        self.has_early_digit, self.is_ascii, self.is_odd = False, True, False
        for at in range(size):
            sign = PyUnicode_READ(kind, data, at)
            if is_telling(sign):
                self.is_odd = True
            if is_letter(sign):
                if sign >= 128:
                    self.is_ascii = False
                elif 65 <= sign <= 90:
                    sign |= 32
                if self.count < 3 and is_digit(sign):
                    self.has_early_digit = True
                self.letters[to] = sign
                to += 1
                continue
            if to > start:
                to = start = self.end(start, to)
        if to > start:
            to = self.end(start, to)
        self.length = to
        return 0

    cdef Py_ssize_t end(self, Py_ssize_t start, Py_ssize_t to) noexcept:
        self.numbers[self.count] = number_of(self.letters + start, to - start)
        self.letters[to] = 32
        self.count += 1
        self.starts[self.count] = to + 1
        return to + 1

    cdef bint is_same(self, Py_ssize_t one, Words others, Py_ssize_t other) noexcept:
        cdef Py_ssize_t size = self.starts[one + 1] - self.starts[one], start = others.starts[other]
        return (
            self.numbers[one] == others.numbers[other]
            and others.starts[other + 1] - start == size
            and memcmp(self.letters + self.starts[one], others.letters + start, size * sizeof(uint32_t)) == 0
        )

    cdef bint is_new(self, Py_ssize_t one) noexcept:
        """Tell if none before is the same."""
        cdef Py_ssize_t other
        for other in range(one):
            if self.numbers[one] == self.numbers[other] and self.is_same(one, self, other):
                return False
        return True

    cdef object said(self, Py_ssize_t first, Py_ssize_t end):
        return PyUnicode_FromKindAndData(4, self.letters + first, max(0, end - first) if self.count else 0)


cdef str folded(str text, Py_ssize_t around):
    """Give the words of a text in lower case as `scraper.text.folded` does, with a space on both sides or none."""
    cdef str lower = text.lower()
    cdef Py_ssize_t at, size = PyUnicode_GET_LENGTH(lower), to = 1
    cdef int kind = PyUnicode_KIND(lower)
    cdef void* data = PyUnicode_DATA(lower)
    cdef uint32_t sign
    cdef uint32_t* letters = <uint32_t*>PyMem_Malloc((size + 2) * sizeof(uint32_t))
    if letters is NULL:
        raise MemoryError
    letters[0] = 32
    for at in range(size):
        sign = PyUnicode_READ(kind, data, at)
        if is_letter(sign):
            letters[to] = sign
            to += 1
        elif letters[to - 1] != 32:
            letters[to] = 32
            to += 1
    if letters[to - 1] != 32 or to == 1:
        letters[to] = 32
        to += 1
    try:
        return PyUnicode_FromKindAndData(4, letters + 1 - around, to - 2 + 2 * around)
    finally:
        PyMem_Free(letters)


cdef class Known:
    """The words of a line, to look others up."""

    cdef Words words
    cdef int* table
    cdef Py_ssize_t places, count

    def __cinit__(self, Words words):
        cdef Py_ssize_t at, place
        self.words, self.places = words, 64
        while self.places < 4 * words.count:
            self.places *= 2
        self.table = <int*>PyMem_Malloc(self.places * sizeof(int))
        if self.table is NULL:
            raise MemoryError
        memset(self.table, 255, self.places * sizeof(int))
        for at in range(words.count):
            place = self.place(words, at)
            if self.table[place] < 0:
                self.table[place] = at
                self.count += 1

    def __dealloc__(self):
        PyMem_Free(self.table)

    cdef Py_ssize_t place(self, Words others, Py_ssize_t other) noexcept:
        cdef Py_ssize_t at = others.numbers[other] & (self.places - 1)
        while self.table[at] >= 0 and not others.is_same(other, self.words, self.table[at]):
            at = (at + 1) & (self.places - 1)
        return at

    cdef bint holds(self, Words others, Py_ssize_t other) noexcept:
        return self.table[self.place(others, other)] >= 0


cdef class Phrases:
    """What lines say, by the first word."""

    cdef Phrase* phrases
    cdef Py_ssize_t count, places
    cdef int* table  # the first of the phrases of a word, which stand together

    def __cinit__(self, dict by_word):
        cdef Words words = Words()
        cdef Py_ssize_t size = sum(map(len, by_word.values())), at
        cdef Phrase* one
        self.places = 64
        while self.places < 4 * len(by_word):
            self.places *= 2
        self.phrases = <Phrase*>PyMem_Malloc((size + 1) * sizeof(Phrase))
        self.table = <int*>PyMem_Malloc(self.places * sizeof(int))
        if self.phrases is NULL or self.table is NULL:
            raise MemoryError
        memset(self.phrases, 0, (size + 1) * sizeof(Phrase))
        memset(self.table, 255, self.places * sizeof(int))
        for word, phrases in by_word.items():
            at = self.place(hashed(word))
            if self.table[at] >= 0:
                raise ImportError("two words of one number")
            self.table[at] = self.count
            for phrase, bit in phrases:
                one = &self.phrases[self.count]
                one.first, one.bit, one.length = hashed(word), bit, len(phrase)
                one.letters = <uint32_t*>PyMem_Malloc(len(phrase) * sizeof(uint32_t))
                if one.letters is NULL:
                    raise MemoryError
                for number, letter in enumerate(phrase):
                    one.letters[<Py_ssize_t>number] = <uint32_t>ord(letter)
                self.count += 1

    def __dealloc__(self):
        cdef Py_ssize_t at
        if self.phrases is not NULL:
            for at in range(self.count):
                PyMem_Free(self.phrases[at].letters)
        PyMem_Free(self.phrases)
        PyMem_Free(self.table)

    cdef Py_ssize_t place(self, uint64_t number) noexcept:
        cdef Py_ssize_t at = number & (self.places - 1)
        while self.table[at] >= 0 and self.phrases[self.table[at]].first != number:
            at = (at + 1) & (self.places - 1)
        return at

    cdef long said(self, Words words, Py_ssize_t word) noexcept:
        """Give what the phrases say that stand at a word."""
        cdef Py_ssize_t at = self.table[self.place(words.numbers[word])], start = words.starts[word]
        cdef long mask = 0
        cdef Phrase* one
        if at < 0:
            return 0
        while at < self.count and self.phrases[at].first == words.numbers[word]:
            one = &self.phrases[at]
            if start + one.length <= words.length and not memcmp(
                words.letters + start, one.letters, one.length * sizeof(uint32_t)
            ):
                mask |= one.bit
            at += 1
        return mask


cdef uint64_t hashed(str word) except? 0:
    cdef Words words = Words()
    cdef Py_ssize_t at
    words.hold(len(word) + 1)
    for at in range(len(word)):
        words.letters[at] = PyUnicode_READ(PyUnicode_KIND(word), PyUnicode_DATA(word), at)
    return number_of(words.letters, len(word))


cdef Phrases beginnings = Phrases(of_lexicon._BEGINNINGS), anywhere = Phrases(of_lexicon._ANYWHERE)


cdef long signs_of(Words words, str lower):
    """Give what a line says, as `lexicon.signs_of_words` does."""
    cdef long mask
    cdef Py_ssize_t at
    if not words.count:
        return 0
    mask = beginnings.said(words, 0)
    for at in range(words.count):
        mask |= anywhere.said(words, at)
    if words.has_early_digit and match_date(lower):
        mask |= DATE
    if words.is_odd and not words.is_ascii:
        mask |= <long>unspaced(lower)
    return mask


class Rows:
    """The evidence of the blocks, a row each: ``values`` holds the numbers of all, ``width`` of each."""

    __slots__ = ("values", "width")

    def __init__(self, values, width):
        self.values, self.width = values, width

    def __len__(self):
        return len(self.values) // self.width

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(index)
        return tuple(self.values[index * self.width : (index + 1) * self.width])


cdef inline Py_ssize_t number_at(PyObject* one, Py_ssize_t where) except? -1:
    return <object>held(one, where)


cdef inline bint is_among(int number, const int* numbers, Py_ssize_t count) noexcept:
    cdef Py_ssize_t at
    for at in range(count):
        if numbers[at] == number:
            return True
    return False


cdef inline double weight_in(Place* place, const double* before) noexcept:
    """Give the weight of the blocks of a region; ``before`` holds that of all before each block."""
    return before[place.start + place.blocks] - before[place.start]


cdef object attribute(_Element element, const char* name):
    return attributeValueFromNsName(element._c_node, NULL, <const xmlChar*>name)


cdef class Page:
    """The blocks of a page, and what is the same for all of them."""

    cdef list blocks
    cdef Piece* pieces
    cdef Place* places
    cdef Py_ssize_t count, place_count, place_room
    cdef dict found, tags, names, texts, shapes, alike
    cdef int* often  # how often a text is there
    cdef char* is_seen
    cdef double* sums  # of the good text before a block
    cdef double* weights  # more than nothing for the paragraphs that tell where the story is
    cdef double much
    cdef int excused[8]
    cdef Py_ssize_t excused_count
    cdef Py_ssize_t home, first, last, good, heading, marked
    cdef str summary, stated
    cdef double stated_part
    cdef list authors
    cdef Words words, whole
    cdef Known title

    def __cinit__(self, list blocks):
        self.blocks, self.count = blocks, len(blocks)
        self.found, self.tags, self.names, self.texts = {}, TAGS.copy(), {"": 0}, {}
        self.shapes, self.alike = {}, {}
        self.words, self.whole = Words(), Words()
        self.place_room = 256
        self.pieces = <Piece*>PyMem_Malloc((self.count + 1) * sizeof(Piece))
        self.places = <Place*>PyMem_Malloc(self.place_room * sizeof(Place))
        self.often = <int*>PyMem_Malloc((self.count + 1) * sizeof(int))
        self.is_seen = <char*>PyMem_Malloc(self.count + 1)
        self.sums = <double*>PyMem_Malloc((self.count + 1) * sizeof(double))
        self.weights = <double*>PyMem_Malloc((self.count + 1) * sizeof(double))
        if (
            self.pieces is NULL or self.places is NULL or self.often is NULL or self.is_seen is NULL
            or self.sums is NULL or self.weights is NULL
        ):
            raise MemoryError
        memset(self.often, 0, (self.count + 1) * sizeof(int))
        memset(self.is_seen, 0, self.count + 1)

    def __dealloc__(self):
        PyMem_Free(self.pieces)
        PyMem_Free(self.places)
        PyMem_Free(self.often)
        PyMem_Free(self.is_seen)
        PyMem_Free(self.sums)
        PyMem_Free(self.weights)

    cdef int read_blocks(self) except -1:
        cdef Py_ssize_t at
        cdef Piece* piece
        cdef PyObject* raw
        cdef PyObject* region
        cdef PyObject* last = NULL
        self.sums[0] = 0
        for at in range(self.count):
            piece = &self.pieces[at]
            block = self.blocks[at]
            raw = <PyObject*>block
            if type(block) is not Block or number_at(raw, B_INDEX) != at:
                raise ValueError("these are not the blocks of a page")
            piece.block, piece.text = raw, held(raw, B_TEXT)
            piece.length = PyUnicode_GET_LENGTH(<object>piece.text)
            piece.size, piece.linked = number_at(raw, B_SIZE), number_at(raw, B_LINKED)
            piece.is_good = <object>held(raw, B_IS_GOOD)
            region = held(raw, B_REGION)
            piece.place = self.pieces[at - 1].place if region is last else self.place_of(<object>region)
            last = region
            piece.same = self.texts.setdefault(<object>piece.text, at)
            self.often[piece.same] += 1
            self.sums[at + 1] = self.sums[at] + (piece.size if piece.is_good else 0)
        return 0

    cdef Py_ssize_t place_of(self, region) except -1:
        """Give the place of a region, after those that it stands in."""
        cdef Py_ssize_t parent = -1
        cdef list new = []
        while region is not None:
            known = self.found.get(region)
            if known is not None:
                parent = known
                break
            new.append(region)
            region = <object>held(<PyObject*>region, R_PARENT)
        for region in reversed(new):
            parent = self.add(region, parent)
        return parent

    cdef Py_ssize_t add(self, region, Py_ssize_t parent) except -1:
        cdef Place* place
        cdef Place* more
        cdef PyObject* raw = <PyObject*>region
        if type(region) is not Region:
            raise ValueError("this is not a region")
        if self.place_count == self.place_room:
            more = <Place*>PyMem_Realloc(self.places, 2 * self.place_room * sizeof(Place))
            if more is NULL:
                raise MemoryError
            self.places, self.place_room = more, 2 * self.place_room
        place = &self.places[self.place_count]
        memset(place, 0, sizeof(Place))
        place.region, place.parent = raw, parent
        place.start, place.blocks = number_at(raw, R_START), number_at(raw, R_BLOCKS)
        place.text, place.linked, place.good = number_at(raw, R_TEXT), number_at(raw, R_LINKED), number_at(raw, R_GOOD)
        place.tags = number_at(raw, R_TAGS)
        place.tag = self.tags.setdefault(<object>held(raw, R_TAG), len(self.tags) + 1)
        place.own = place.names = place.level = place.way = -1
        self.found[region] = self.place_count
        self.place_count += 1
        return self.place_count - 1

    cdef int names_of(self, Place* place) except -1:
        """Give the number of what a region is called, 0 for one without a name."""
        if place.names < 0:
            names = <object>held(place.region, R_NAMES)
            if names is None:
                element = <object>held(place.region, R_ELEMENT)
                names = attribute(element, b"class") or attribute(element, b"id") or ""
                put(place.region, R_NAMES, <PyObject*>names)
            place.names = self.names.setdefault(names, len(self.names))
        return place.names

    cdef long named(self, Place* place) except -1:
        """Give what the names of a region say."""
        if place.own < 0:
            own = <object>held(place.region, R_OWN)
            if own is None:
                own = announced(<object>held(place.region, R_ELEMENT))
                put(place.region, R_OWN, <PyObject*>own)
            place.own = own
        return place.own

    cdef long own(self, Place* place) except -1:
        """Give the same but for furniture that is excused."""
        cdef long own = self.named(place)
        if self.excused_count:
            self.names_of(place)
            if is_among(place.names, self.excused, self.excused_count):
                return own & ~FURNITURE
        return own

    cdef inline Place* above(self, Place* place) noexcept:
        return &self.places[place.parent] if place.parent >= 0 else NULL

    cdef Place* container(self, Py_ssize_t at) noexcept:
        cdef Place* place = &self.places[self.pieces[at].place]
        while place.parent >= 0 and place.blocks == 1:
            place = &self.places[place.parent]
        return place

    cdef int telling(self) except -1:
        """Mark by their weight the paragraphs that tell where the story is."""
        cdef Py_ssize_t at, enough = 0
        cdef bint has_good = self.sums[self.count] > 0
        cdef Piece* piece
        for at in range(self.count):
            piece = &self.pieces[at]
            if has_good:
                self.weights[at] = 1 if piece.is_good else 0
            else:
                self.weights[at] = 1 if 2 * piece.linked < piece.length else 0
                enough += piece.size if self.weights[at] else 0
        if not has_good and enough < ENOUGH:
            memset(self.weights, 0, self.count * sizeof(double))
        return 0

    cdef int excuse(self) except -1:
        """Look which names hold much of the good text."""
        cdef Py_ssize_t at, step, size = 0
        cdef int seen[8]
        cdef int names, seen_count
        cdef dict sizes = {}
        cdef Place* place
        for at in range(self.count):
            if not self.weights[at]:
                continue
            size += self.pieces[at].size
            place, seen_count = &self.places[self.pieces[at].place], 0
            for step in range(NEAR):
                names = self.names_of(place)
                if names and not is_among(names, seen, seen_count):
                    seen[seen_count] = names
                    seen_count += 1
                    sizes[names] = sizes.get(names, 0) + self.pieces[at].size
                place = self.above(place)
                if place is NULL:
                    break
        self.much = MOST * size
        for number, much in sizes.items():
            if much > self.much:
                self.excused[self.excused_count] = number
                self.excused_count += 1
        return 0

    cdef bint is_furniture(self, Py_ssize_t at, Py_ssize_t home) except -1:
        cdef Place* place = &self.places[self.pieces[at].place]
        cdef Py_ssize_t step
        cdef long own
        for step in range(NEAR):
            if place is NULL or place - self.places == home or place.good > self.much:
                return False
            own = self.own(place)
            if ARTICLE <= place.tag <= BODY_TAG:
                own &= ~TOPICS
            if place.tags & FURNITURE_TAGS or (own & FURNITURE and not own & BODY):
                return True
            place = self.above(place)
        return False

    cdef int find_home(self) except -1:
        """Find the container of most good paragraphs; -1 if there is none."""
        cdef Py_ssize_t at, hop
        cdef double weight, most = -1
        cdef Place* place
        cdef dict direct = {}
        cdef double* before = <double*>PyMem_Malloc((self.count + 1) * sizeof(double))
        if before is NULL:
            raise MemoryError
        self.home = -1
        try:
            before[0] = 0
            for at in range(self.count):
                weight = 0
                if self.weights[at]:
                    weight = min(self.pieces[at].size, LONGEST) * (DOUBTED if self.is_furniture(at, -1) else 1.0)
                    number = self.container(at) - self.places
                    direct[number] = direct.get(number, 0.0) + weight
                before[at + 1] = before[at] + weight
            for number, sum_ in direct.items():
                if <double>sum_ > most:
                    self.home, most = number, sum_
            hop = self.home
            while hop >= 0:
                self.home = hop
                hop = self.wider(before)
        finally:
            PyMem_Free(before)
        at, place = 0, &self.places[self.home] if self.home >= 0 else NULL
        while place is not NULL and at < DEEPEST:
            place.level = at
            at, place = at + 1, self.above(place)
        return 0

    cdef Py_ssize_t wider(self, double* before) noexcept:
        """Give the nearest ancestor with clearly more text, -1 if there is none."""
        cdef Place* place = &self.places[self.home]
        cdef double own = weight_in(place, before)
        cdef Py_ssize_t hop = 0
        place = self.above(place)
        while place is not NULL and hop < DEEPEST:
            if weight_in(place, before) >= (CLIMB if hop < HOPS else CLIMB_FAR) * own:
                return place - self.places
            hop, place = hop + 1, self.above(place)
        return -1

    cdef int level(self, Py_ssize_t at) noexcept:
        """Give how far up from the home a region is found that holds the block."""
        cdef Place* place = &self.places[self.home] if self.home >= 0 else NULL
        cdef int step = 0
        while place is not NULL and step < DEEPEST:
            if place.start <= at < place.start + place.blocks:
                return step
            step, place = step + 1, self.above(place)
        return FAR

    cdef int look_around(self) except -1:
        """Find what is the same for all blocks: the weights are those of the paragraphs inside from now on."""
        cdef Py_ssize_t at
        cdef Place* place
        self.first, self.last, self.good, self.heading = -1, self.count - 1, 0, -1
        for at in range(self.count):
            if not self.weights[at]:
                continue
            if self.level(at) or self.is_furniture(at, self.home):
                self.weights[at] = 0
                continue
            if self.first < 0:
                self.first = at
            self.last = at
            self.good += self.pieces[at].size
            self.count_in(self.shapes, &self.places[self.pieces[at].place], self.pieces[at].size)
            self.count_in(self.alike, self.container(at), self.pieces[at].size)
        self.first, self.good = max(0, self.first), self.good or 1
        for at in range(min(self.first + 1, self.count)):
            if self.places[self.pieces[at].place].tag == H1:
                self.heading = at
        self.find_marked()
        return 0

    cdef int count_in(self, dict sizes, Place* place, Py_ssize_t size) except -1:
        key = (<Py_ssize_t>place.tag << 32) | self.names_of(place)
        sizes[key] = sizes.get(key, 0) + size
        return 0

    cdef double share_in(self, dict sizes, Place* place) except -1:
        return <double>(sizes.get((<Py_ssize_t>place.tag << 32) | self.names_of(place), 0)) / self.good

    cdef int find_marked(self) except -1:
        """Find the outermost region that calls itself the body and holds much of the text."""
        cdef Py_ssize_t at, step, depth, least = -1
        cdef Place* place
        cdef Place* up
        cdef double* before = <double*>PyMem_Malloc((self.count + 1) * sizeof(double))
        if before is NULL:
            raise MemoryError
        self.marked = -1
        try:
            before[0] = 0
            for at in range(self.count):
                before[at + 1] = before[at] + (self.pieces[at].size if self.weights[at] else 0)
            for at in range(self.count):
                if not self.weights[at]:
                    continue
                place, step = &self.places[self.pieces[at].place], 0
                while place is not NULL and step < DEEPEST and not place.is_seen:
                    place.is_seen = True
                    if self.named(place) & BODY and weight_in(place, before) >= MARKED_SHARE * self.good:
                        depth, up = 0, self.above(place)
                        while up is not NULL:
                            depth, up = depth + 1, self.above(up)
                        if least < 0 or depth < least:
                            self.marked, least = place - self.places, depth
                    step, place = step + 1, self.above(place)
        finally:
            PyMem_Free(before)
        return 0

    cdef int read_claims(self, claims) except -1:
        cdef Py_ssize_t at, found = 0
        cdef Words title = Words()
        cdef str lower = claims.title.lower()
        title.read(lower, PyUnicode_GET_LENGTH(lower))
        self.title = Known(title)
        self.summary = folded(claims.summary, 0)
        self.stated = folded(claims.stated_body, 1) if len(claims.stated_body) > STATED else ""
        self.authors = [name.lower() for name in claims.authors]
        if self.stated:
            for at in range(self.count):
                if self.weights[at]:
                    self.read_words(<object>self.pieces[at].text)
                    if self.words.said(1, self.words.length - 1 - CUT) in self.stated:
                        found += self.pieces[at].size
        self.stated_part = <double>found / self.good
        return 0

    cdef int read_words(self, str text) except -1:
        """Read the first words of a text."""
        if not PyUnicode_IS_ASCII(text):
            text = (PyUnicode_Substring(text, 0, SAID) if PyUnicode_GET_LENGTH(text) > SAID else text).lower()
            return self.words.read(text, PyUnicode_GET_LENGTH(text))
        return self.words.read(text, SAID)

    cdef Place* way(self, Py_ssize_t at) except NULL:
        """Know how far up from the home a region is found, and names and tags on the way there."""
        cdef Place* place = &self.places[at]
        cdef Place* up = place
        cdef Place* unknown[64]
        cdef int count = 0, level = FAR
        cdef long names = 0, tags = 0
        if place.way >= 0:
            return place
        while up is not NULL and count < DEEPEST:
            if up.level >= 0:
                level = up.level
                break
            if up.way >= 0:
                level, names, tags = up.way, up.way_names, up.way_tags
                break
            unknown[count] = up
            count += 1
            up = self.above(up)
        place.way = level
        while count:
            count -= 1
            up = unknown[count]
            names |= self.own(up)
            tags |= up.tags
            up.way, up.way_names, up.way_tags = level, names, tags
        return place

    cdef bint is_hopeless(self, Py_ssize_t at) noexcept:
        """Tell if the block is a link outside the home, or stands where there is no paragraph far and wide."""
        cdef int level = self.level(at)
        cdef Piece* piece = &self.pieces[at]
        cdef Place* around
        if level == 0:
            return False
        if piece.linked * 10 > piece.length * 9:
            return True
        around = self.container(at)
        if level <= 1 or around.good:
            return False
        around = self.above(around)
        return around is NULL or not around.good

    cdef object judged(self, Py_ssize_t before, Py_ssize_t after):
        cdef Py_ssize_t at, start = max(0, self.first - before), count
        cdef list near, fates, containers = []
        cdef array.array values
        cdef double* row
        cdef Place* box
        for at in range(min(start, self.count)):
            self.is_seen[self.pieces[at].same] = True
        near = [at for at in range(start, min(self.count, self.last + after + 1)) if not self.is_hopeless(at)]
        if len(near) > MOST_JUDGED:
            fates = thinned([self.blocks[at] for at in near])
            near = [fate[0].index for fate in fates]
        else:
            fates = [[self.blocks[at]] for at in near]
        values = array.clone(NO_NUMBERS, len(near) * COLUMNS, zero=True)
        row = values.data.as_doubles
        for at in near:
            box = self.container(at)
            containers.append(<object>box.region)
            self.write_own(row, at)
            self.write_place(row, at, box)
            self.write_order(row, at)
            self.write_words(row, at)
            self.write_names(row, at)
            row += COLUMNS
        write_neighbours(values.data.as_doubles, containers)
        return Judged([self.blocks[at] for at in near], containers, Rows(values, COLUMNS), fates)

    cdef int write_own(self, double* row, Py_ssize_t at) except -1:
        cdef Piece* piece = &self.pieces[at]
        cdef str text = <object>piece.text
        cdef int tag = self.places[piece.place].tag, kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t sign, digits = 0, start = min(START, piece.length)
        for sign in range(start):
            digits += is_digit(PyUnicode_READ(kind, data, sign))
        row[SIZE], row[LINKED] = log1p(<double>piece.size), <double>piece.linked / piece.length
        row[ANCHORS] = min(9, number_at(piece.block, B_ANCHORS))
        row[BOLD] = <double>number_at(piece.block, B_BOLD) / piece.length
        row[ENDS] = is_end(PyUnicode_READ(kind, data, piece.length - 1))
        row[DIGITS] = <double>digits / start
        row[IS_P], row[IS_HEADING], row[IS_ITEM] = tag == P, H2 <= tag <= H6, tag == LI
        return 0

    cdef int write_place(self, double* row, Py_ssize_t at, Place* box) except -1:
        cdef Place* marked = &self.places[self.marked]
        cdef Place* parent = self.above(box) if box.parent >= 0 else box
        row[OUTSIDE] = self.way(self.pieces[at].place).way
        row[MARKED] = 0 if self.marked < 0 else 1 + (marked.start <= at < marked.start + marked.blocks)
        row[SHAPE] = self.share_in(self.shapes, &self.places[self.pieces[at].place])
        row[SHARE] = min(1.5, <double>box.good / self.good)
        row[SIBLINGS] = min(60, box.blocks)
        row[SIBLING_LINKS] = <double>box.linked / max(1, box.text)
        row[AVERAGE] = min(400.0, <double>box.text / box.blocks)
        row[PARENT_SHARE] = min(1.5, <double>parent.good / self.good)
        row[PARENT_LINKS] = <double>parent.linked / max(1, parent.text)
        row[SAME] = self.share_in(self.alike, box)
        return 0

    cdef int write_order(self, double* row, Py_ssize_t at) noexcept:
        cdef Py_ssize_t index = min(at, self.last)
        row[AFTER_FIRST] = max(-FAR, min(FAR, at - self.first))
        row[AFTER_LAST] = max(-FAR, min(FAR, at - self.last))
        row[GOOD_AFTER] = (self.sums[self.last + 1] - self.sums[index + 1]) / self.good
        row[GOOD_BEFORE] = (self.sums[index] - self.sums[min(self.first, index)]) / self.good
        row[PLACE] = <double>at / self.count
        row[HEADING_DISTANCE] = min(20, at - self.heading) if self.heading >= 0 else 25
        return 0

    cdef int write_words(self, double* row, Py_ssize_t at) except -1:
        cdef Piece* piece = &self.pieces[at]
        cdef str text = <object>piece.text
        cdef Py_ssize_t word, own = 0, shared = 0
        self.read_words(text)
        for word in range(self.words.count):
            if self.words.is_new(word):
                own += 1
                shared += self.title.holds(self.words, word)
        row[TITLE] = <double>shared / ((self.title.count + own - shared) or 1)
        row[STATED_PART] = self.stated_part
        row[REPEATED] = self.is_seen[piece.same]
        row[AGAIN] = self.often[piece.same] > 1
        self.is_seen[piece.same] = True
        if self.stated or self.summary:
            self.write_claims(row)
        if piece.size < SHORT:
            self.write_line(row, text)
        return 0

    cdef int write_claims(self, double* row) except -1:
        """Compare what is said with what the page claims."""
        cdef Words words = self.words
        cdef Py_ssize_t length = words.length - 2 if words.count else 0
        cdef str said
        if self.summary and length > 15:
            said = words.said(1, length + 1)
            row[SUMMARY] = said in self.summary or self.summary in said
        if self.stated:
            if length > LONG:
                said = words.said(1, length + 1 - CUT)
            else:
                said = words.said(0, length + 2) if words.count else "  "
            row[IS_STATED] = 1 + (said in self.stated)
        return 0

    cdef int write_line(self, double* row, str text) except -1:
        """Read what a short line says."""
        cdef Words words = self.words
        cdef str lower = text
        if self.authors or words.has_early_digit or not PyUnicode_IS_ASCII(text):
            lower = text.lower()
        if PyUnicode_GET_LENGTH(lower) > SAID:
            words = self.whole
            words.read(lower, PyUnicode_GET_LENGTH(lower))
        row[SAYS] = signs_of(words, lower)
        for name in self.authors:
            if name in lower:
                row[AUTHOR] = 1
                break
        return 0

    cdef int write_names(self, double* row, Py_ssize_t at) except -1:
        """Write the names close by, those up to the home, the tags up to the home."""
        cdef Place* place = &self.places[self.pieces[at].place]
        cdef Place* parent = self.above(place)
        cdef long near = self.own(place)
        called = <object>held(self.pieces[at].block, B_CALLED)
        if called:
            near |= <long>signs(called)
        if parent is not NULL and place.level < 0 and parent.level < 0:
            near |= self.own(parent)
        row[MASK_NEAR], row[MASK_IN], row[MASK_TAG] = near, place.way_names, place.way_tags | place.tags
        return 0


cdef int write_neighbours(double* rows, list containers) except -1:
    """Write what stands beside each block: two before, two behind."""
    cdef Py_ssize_t at, count = len(containers)
    cdef double* row = rows
    for at in range(count):
        if at > 1:
            row[NEXT], row[NEXT + 1] = row[SIZE - 2 * COLUMNS], row[LINKED - 2 * COLUMNS]
            row[NEXT + 2] = containers[at - 2] is containers[at]
        if at > 0:
            row[NEXT + 3], row[NEXT + 4] = row[SIZE - COLUMNS], row[LINKED - COLUMNS]
            row[EARLIER] = row[SAYS - COLUMNS]
        if at + 1 < count:
            row[NEXT + 5], row[NEXT + 6] = row[SIZE + COLUMNS], row[LINKED + COLUMNS]
            row[LATER] = row[SAYS + COLUMNS]
        if at + 2 < count:
            row[NEXT + 7], row[NEXT + 8] = row[SIZE + 2 * COLUMNS], row[LINKED + 2 * COLUMNS]
            row[LAST_NEXT] = containers[at + 2] is containers[at]
        row += COLUMNS
    return 0


def evidence(list blocks not None, claims, Py_ssize_t before, Py_ssize_t after):
    """Give the evidence of the blocks around the good paragraphs: ``before`` the first and ``after`` the last."""
    cdef Page page = Page(blocks)
    page.read_blocks()
    page.telling()
    page.excuse()
    page.find_home()
    page.look_around()
    page.read_claims(claims)
    return page.judged(before, after)
