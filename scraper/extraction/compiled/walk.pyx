# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What `scraper.extraction.walk` does, over the nodes of libxml2: no Python object for each element and each text.

Blocks and regions are the classes of plain Python, made here by filling their slots; classes with other slots than
these are refused, and the walk of plain Python is taken.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF, Py_XDECREF
from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.string cimport memcpy, memset, strcmp, strlen
from lxml.includes cimport tree
from lxml.includes.etreepublic cimport _Document, _Element, attributeValueFromNsName, elementFactory, import_lxml__etree
from lxml.includes.tree cimport xmlNode

from scraper.counts import LETTERS_OF_NONE
from scraper.extraction import blocks as of_blocks, numbers as of_numbers, walk as of_walk
from scraper.extraction.blocks import Block
from scraper.extraction.elements import ROLES
from scraper.extraction.numbers import has_digit, may_be_none
from scraper.extraction.regions import TAG_BIT, Region

import_lxml__etree()

cdef extern from *:
    """
    static PyObject *made(PyObject *type) { return ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, 0); }
    static int blank_at(const unsigned char *at, Py_ssize_t left) {
        /* how many bytes of UTF-8 white space takes that begins here: what str.split() parts words at */
        if (*at < 128) return *at == ' ' || (*at >= 9 && *at <= 13) || (*at >= 28 && *at <= 31);
        if (*at == 0xc2) return left > 1 && (at[1] == 0x85 || at[1] == 0xa0) ? 2 : 0;
        if (*at < 0xe1 || *at > 0xe3 || left < 3) return 0;
        if (*at == 0xe1) return at[1] == 0x9a && at[2] == 0x80 ? 3 : 0;
        if (*at == 0xe3) return at[1] == 0x80 && at[2] == 0x80 ? 3 : 0;
        if (at[1] == 0x81) return at[2] == 0x9f ? 3 : 0;
        return at[1] == 0x80 && (at[2] <= 0x8a || at[2] == 0xa8 || at[2] == 0xa9 || at[2] == 0xaf) ? 3 : 0;
    }
    static Py_ssize_t one_line(unsigned char *text, Py_ssize_t length, Py_ssize_t *letters, int *has_word) {
        /* write a text anew with white space as one space each, and give its bytes */
        const unsigned char *at = text, *end = text + length;
        unsigned char *to = text;
        int gap = 0, blank;
        *letters = *has_word = 0;
        while (at < end) {
            if ((blank = blank_at(at, end - at))) { gap = to != text; at += blank; continue; }
            if (gap) { *to++ = ' '; ++*letters; gap = 0; }
            if ((*at & 0xc0) != 0x80) ++*letters;
            if ((*at >= '0' && *at <= '9') || ((*at | 32) >= 'a' && (*at | 32) <= 'z')) *has_word = 1;
            *to++ = *at++;
        }
        return to - text;
    }
    static Py_UCS4 sign_at(const unsigned char *at, int *bytes) {
        /* read a sign of UTF-8, which libxml2 has made sure of */
        *bytes = *at < 0x80 ? 1 : *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : 4;
        switch (*bytes) {
            case 1: return *at;
            case 2: return (*at & 0x1fu) << 6 | (at[1] & 0x3fu);
            case 3: return (*at & 0x0fu) << 12 | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu);
            default: return (*at & 7u) << 18 | (at[1] & 0x3fu) << 12 | (at[2] & 0x3fu) << 6 | (at[3] & 0x3fu);
        }
    }
    static int any_digit(const unsigned char *at, Py_ssize_t length) {
        const unsigned char *end = at + length;
        int bytes;
        for (; at < end; at += bytes)
            if (Py_UNICODE_ISDECIMAL(sign_at(at, &bytes))) return 1;
        return 0;
    }
    """
    object made(object)
    int blank_at(const unsigned char*, Py_ssize_t) noexcept
    Py_ssize_t one_line(unsigned char*, Py_ssize_t, Py_ssize_t*, bint*) noexcept
    Py_UCS4 sign_at(const unsigned char*, int*) noexcept
    bint any_digit(const unsigned char*, Py_ssize_t) noexcept
    Py_UCS4 Py_UNICODE_TOLOWER(Py_UCS4) noexcept

cdef extern from *:
    unsigned int SOURCE_CHECKSUM

CHECKSUM = SOURCE_CHECKSUM

cdef enum:  # as in `elements`
    BLOCK, PLAIN, LINK, BOLD, BREAK, HIDDEN

cdef enum:
    NAMES = 256  # places of a cache: libxml2 keeps each name of a page once, so its address tells it

cdef Py_ssize_t MOST_BLOCKS = of_walk.MOST_BLOCKS, DEEPEST = of_walk.DEEPEST, LONGEST_BLOCK = of_walk.LONGEST_BLOCK
cdef Py_ssize_t GOOD = of_blocks.GOOD, LONGEST = of_numbers.LONGEST, LONGEST_NONE = of_numbers.LONGEST_NONE

include "slots.pxi"

cdef object EMPTY = "", size_of = of_blocks._size, REGION = Region, BLOCK_TYPE = Block
cdef dict roles = ROLES, tag_bits = TAG_BIT
cdef unsigned char none_letters[128][128]
memset(none_letters, 0, sizeof(none_letters))
for letters in LETTERS_OF_NONE:
    if letters.isascii():
        none_letters[<int>ord(letters[0])][<int>ord(letters[1])] = 1
cdef str none_firsts = "".join({letters[0] for letters in LETTERS_OF_NONE})


cdef struct Name:
    const tree.xmlChar* name
    PyObject* tag
    PyObject* bits
    int role
    bint is_button


cdef struct Held:
    PyObject* region
    Py_ssize_t parent
    Py_ssize_t text
    Py_ssize_t linked
    Py_ssize_t good
    Py_ssize_t blocks


include "nodes.pxi"


cdef class Walk:
    """Gathers blocks and numbers in one pass."""

    cdef readonly list blocks, numbers
    cdef _Document doc
    cdef Name names[NAMES]
    cdef list tags
    cdef xmlNode** opened
    cdef Py_ssize_t* path
    cdef Py_ssize_t open_count, path_count
    cdef Held* held
    cdef Py_ssize_t held_count, held_room
    cdef char* buffer
    cdef Py_ssize_t length, room
    cdef bint has_parts, after_soft
    cdef object called
    cdef Py_ssize_t linked, anchors, bold, in_link, in_bold, block_count

    def __cinit__(self):
        memset(self.names, 0, sizeof(self.names))
        self.blocks, self.numbers, self.tags = [], [], []
        self.opened = <xmlNode**>PyMem_Malloc((DEEPEST + 2) * sizeof(xmlNode*))
        self.path = <Py_ssize_t*>PyMem_Malloc((DEEPEST + 2) * sizeof(Py_ssize_t))
        self.held_room, self.room = 512, 4096
        self.held = <Held*>PyMem_Malloc(self.held_room * sizeof(Held))
        self.buffer = <char*>PyMem_Malloc(self.room)
        if self.opened is NULL or self.path is NULL or self.held is NULL or self.buffer is NULL:
            raise MemoryError
        self.called = EMPTY

    def __init__(self, _Element root):
        self.doc = root._doc
        self.run(root._c_node)
        self.flush()
        self.sum()

    def __dealloc__(self):
        cdef Py_ssize_t at
        if self.held is not NULL:
            for at in range(self.held_count):
                Py_XDECREF(self.held[at].region)
        PyMem_Free(self.opened)
        PyMem_Free(self.path)
        PyMem_Free(self.held)
        PyMem_Free(self.buffer)

    cdef Name* named(self, xmlNode* node) except NULL:
        cdef Name* known = &self.names[(<size_t>node.name >> 3) & (NAMES - 1)]
        if known.name is not node.name:
            tag = node.name.decode("utf-8")
            self.tags.append(tag)
            bits = tag_bits.get(tag, 0)
            self.tags.append(bits)
            known.name, known.tag, known.bits = node.name, <PyObject*>tag, <PyObject*>bits
            known.role = roles.get(tag, BLOCK)
            known.is_button = tag == "button"
        return known

    cdef int run(self, xmlNode* root) except -1:
        cdef xmlNode* node = root
        cdef xmlNode* child
        cdef Name* name
        cdef bint is_skipped
        while True:
            name = self.named(node)
            is_skipped = name.role == HIDDEN and not (name.is_button and holds_text(node))
            child = element_from(node.children)
            if is_skipped:
                if child is not NULL or name.is_button:
                    self.numbers_in(node)
                child = NULL
            else:
                if name.role == BLOCK:
                    if self.has_parts:
                        self.flush()
                    self.opened[self.open_count] = node
                    self.open_count += 1
                    if self.open_count > DEEPEST or self.block_count > MOST_BLOCKS:
                        return 0
                elif name.role != PLAIN or not self.has_parts:
                    self.start(node, name.role)
                self.text(node.children, node, False)
            if child is not NULL:
                node = child
                continue
            while True:
                name = self.named(node)
                if name.role == BLOCK:
                    if self.has_parts:
                        self.flush()
                    self.open_count -= 1
                    if self.path_count > self.open_count:
                        self.path_count -= 1
                elif name.role == LINK:
                    self.in_link -= 1
                elif name.role == BOLD:
                    self.in_bold -= 1
                if node is root:
                    return 0
                self.text(node.next, node, True)
                child = element_from(node.next)
                if child is not NULL:
                    node = child
                    break
                node = node.parent

    cdef int text(self, xmlNode* first, xmlNode* node, bint is_behind) except -1:
        """Take the text that stands first in an element, or behind it."""
        cdef const char* content
        cdef Py_ssize_t size, at, chars
        cdef bint is_blank = True, is_ascii = True, digit = False
        cdef unsigned char sign
        if first is NULL or not is_text(first):
            return 0
        if first.next is not NULL and is_text(first.next):
            joined = whole(first).encode("utf-8")
            content = <const char*><bytes>joined
            size = len(<bytes>joined)
        else:
            if first.content is NULL:
                return 0
            content = <const char*>first.content
            size = strlen(content)
        if not size:
            return 0
        chars = size
        for at in range(size):
            sign = <unsigned char>content[at]
            if sign >= 128:
                is_ascii = False
                if sign & 0xC0 == 0x80:
                    chars -= 1
            elif not is_space(sign):
                is_blank = False
                if 48 <= sign <= 57:
                    digit = True
        if not is_ascii and is_blank:
            is_blank = blanks(content, size) == size
        if is_blank and not self.has_parts:
            return 0
        self.add(content, size)
        if not is_blank:
            self.after_soft = False
        elif size == 2 and content[0] == 10 and content[1] == 11:
            self.after_soft = True
        if self.in_link:
            self.linked += chars
        if self.in_bold:
            self.bold += chars
        if chars <= LONGEST and (digit or not is_ascii or (not is_behind and chars < LONGEST_NONE)):
            if not digit and not is_ascii:
                digit = any_digit(<const unsigned char*>content, size)
            if digit or (not is_behind and may_begin(content, size)):
                self.number(content, size, digit, node, is_behind)
        return 0

    cdef int number(self, const char* content, Py_ssize_t size, bint digit, xmlNode* node, bint is_behind) except -1:
        """Note a short text, unless it neither holds a digit nor begins as what says that there is none."""
        text = PyUnicode_DecodeUTF8(content, size, NULL)
        if digit or may_be_none(text):
            self.numbers.append((elementFactory(self.doc, node), is_behind, text))
        return 0

    cdef int numbers_in(self, xmlNode* top) except -1:
        cdef xmlNode* node = top
        while node is not NULL:
            self.inner(node.children, node, False)
            if node is not top:
                self.inner(node.next, node, True)
            node = following(node, top)
        return 0

    cdef int inner(self, xmlNode* first, xmlNode* node, bint is_behind) except -1:
        if first is NULL or not is_text(first):
            return 0
        if first.next is NULL or not is_text(first.next):
            if first.content is NULL or strlen(<const char*>first.content) > 4 * LONGEST:
                return 0
        text = whole(first)
        if text and len(text) <= LONGEST and (has_digit(text) or (not is_behind and may_be_none(text))):
            self.numbers.append((elementFactory(self.doc, node), is_behind, text))
        return 0

    cdef int add(self, const char* content, Py_ssize_t size) except -1:
        cdef char* more
        if self.length + size > self.room:
            while self.length + size > self.room:
                self.room *= 2
            more = <char*>PyMem_Realloc(self.buffer, self.room)
            if more is NULL:
                raise MemoryError
            self.buffer = more
        memcpy(self.buffer + self.length, content, size)
        self.length += size
        self.has_parts = True
        return 0

    cdef int start(self, xmlNode* node, int role) except -1:
        if role == BREAK:
            if self.after_soft:
                self.flush()
                return 0
            self.add("\n\v", 2)
            self.after_soft = True
            return 0
        if role == LINK:
            self.in_link += 1
            self.anchors += 1
        elif role == BOLD:
            self.in_bold += 1
        if not self.has_parts:
            names = class_of(node)
            if names:
                self.called = f"{self.called} {names}" if self.called else names
        return 0

    cdef int flush(self) except -1:
        cdef Py_ssize_t letters, size
        cdef bint has_word
        if self.has_parts and self.length > LONGEST_BLOCK:
            text = PyUnicode_DecodeUTF8(self.buffer, self.length, NULL)
            text = " ".join(text[:LONGEST_BLOCK].split())
            if any(map(str.isalnum, text)):
                self.keep(text, len(text), size_of(text))
        elif self.has_parts:
            size = one_line(<unsigned char*>self.buffer, self.length, &letters, &has_word)
            if has_word or size > letters:
                text = PyUnicode_DecodeUTF8(self.buffer, size, NULL)
                if has_word or any(map(str.isalnum, text)):
                    self.keep(text, letters, letters if size <= 2 * letters else size)
        self.length = 0
        self.has_parts = self.after_soft = False
        self.linked = self.anchors = self.bold = 0
        self.called = EMPTY
        return 0

    cdef int keep(self, object text, Py_ssize_t length, Py_ssize_t size) except -1:
        cdef Py_ssize_t at = self.path[self.path_count - 1] if self.path_count == self.open_count else self.region()
        cdef Held* held = &self.held[at]
        cdef object block = made(BLOCK_TYPE)
        cdef PyObject* raw = <PyObject*>block
        cdef Py_ssize_t linked = min(self.linked, length)
        cdef object truth
        cdef bint is_good = size >= GOOD and linked * 2 < length
        put(raw, B_TEXT, <PyObject*>text)
        put(raw, B_REGION, held.region)
        put_number(raw, B_INDEX, self.block_count)
        put_number(raw, B_SIZE, size)
        put_number(raw, B_LINKED, linked)
        put_number(raw, B_ANCHORS, self.anchors)
        put_number(raw, B_BOLD, self.bold)
        put(raw, B_CALLED, <PyObject*>self.called)
        truth = is_good
        put(raw, B_IS_GOOD, <PyObject*>truth)
        held.text += length
        held.blocks += 1
        held.linked += linked
        if is_good:
            held.good += size
        self.blocks.append(block)
        self.block_count += 1
        return 0

    cdef Py_ssize_t region(self) except -1:
        cdef Py_ssize_t above = self.path[self.path_count - 1] if self.path_count else -1
        cdef Held* more
        cdef xmlNode* node
        cdef Name* name
        cdef object region, element
        cdef PyObject* raw
        while self.path_count < self.open_count:
            if self.held_count == self.held_room:
                more = <Held*>PyMem_Realloc(self.held, 2 * self.held_room * sizeof(Held))
                if more is NULL:
                    raise MemoryError
                self.held = more
                self.held_room *= 2
            node = self.opened[self.path_count]
            name = self.named(node)
            region = made(REGION)
            raw = <PyObject*>region
            element = elementFactory(self.doc, node)
            put(raw, R_ELEMENT, <PyObject*>element)
            put(raw, R_PARENT, self.held[above].region if above >= 0 else <PyObject*>None)
            put_number(raw, R_START, self.block_count)
            put(raw, R_TAG, name.tag)
            put(raw, R_TAGS, name.bits)
            put(raw, R_OWN, <PyObject*>None)
            put(raw, R_NAMES, <PyObject*>None)
            Py_INCREF(region)
            memset(&self.held[self.held_count], 0, sizeof(Held))
            self.held[self.held_count].region = raw
            self.held[self.held_count].parent = above
            above = self.held_count
            self.held_count += 1
            self.path[self.path_count] = above
            self.path_count += 1
        return above

    cdef int sum(self) except -1:
        cdef Py_ssize_t at
        cdef Held* held
        cdef Held* above
        for at in range(self.held_count - 1, -1, -1):
            held = &self.held[at]
            if held.parent >= 0:
                above = &self.held[held.parent]
                above.text += held.text
                above.linked += held.linked
                above.good += held.good
                above.blocks += held.blocks
            put_number(held.region, R_TEXT, held.text)
            put_number(held.region, R_LINKED, held.linked)
            put_number(held.region, R_GOOD, held.good)
            put_number(held.region, R_BLOCKS, held.blocks)
        return 0


cdef inline int put_number(PyObject* one, Py_ssize_t where, Py_ssize_t number) except -1:
    cdef object value = number
    put(one, where, <PyObject*>value)
    return 0


cdef inline unsigned char lower(char sign) noexcept:
    return sign | 32 if 65 <= sign <= 90 else <unsigned char>sign


cdef inline Py_ssize_t blanks(const char* content, Py_ssize_t size) noexcept:
    """Give how many bytes of white space a text begins with."""
    cdef Py_ssize_t at = 0
    cdef int blank = 1
    while at < size and blank:
        blank = blank_at(<const unsigned char*>content + at, size - at)
        at += blank
    return at


cdef inline bint may_begin(const char* content, Py_ssize_t size) noexcept:
    """Tell if a text begins with letters of what says that there is none; of others than ASCII, with the first."""
    cdef Py_ssize_t at = blanks(content, size)
    cdef int bytes_
    if at + 1 >= size:
        return False
    if not (content[at] | content[at + 1]) & 0x80:
        return none_letters[lower(content[at])][lower(content[at + 1])]
    return Py_UNICODE_TOLOWER(sign_at(<const unsigned char*>content + at, &bytes_)) in none_firsts


cdef object whole(xmlNode* node):
    """Give text that is in pieces."""
    cdef list pieces = []
    while node is not NULL and is_text(node):
        if node.content is not NULL:
            pieces.append(node.content.decode("utf-8"))
        node = node.next
    return "".join(pieces)


cdef object class_of(xmlNode* node):
    cdef tree.xmlAttr* one = node.properties
    while one is not NULL:
        if one.ns is NULL and strcmp(<const char*>one.name, "class") == 0:
            if one.children is NULL:
                return None
            if one.children.next is NULL and one.children.content is not NULL:
                return one.children.content.decode("utf-8")
            return attributeValueFromNsName(node, NULL, <const tree.xmlChar*>"class")
        one = one.next
    return None


cdef bint holds_text(xmlNode* top) noexcept:
    cdef xmlNode* node = top
    cdef const char* name
    while node is not NULL:
        name = <const char*>node.name
        if strcmp(name, "p") == 0 or strcmp(name, "article") == 0 or strcmp(name, "main") == 0:
            return True
        node = following(node, top)
    return False

