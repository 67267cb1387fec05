# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What `scraper.extraction.signs` does, over the attributes of libxml2: no Python object for each of them.

Names with other letters than those of ASCII are left to plain Python.
"""

from libc.stdint cimport uint64_t
from libc.string cimport memcmp, memset, strcmp, strpbrk
from lxml.includes cimport tree
from lxml.includes.etreepublic cimport _Element, attributeValue, import_lxml__etree

from scraper.extraction import signs as of_names

import_lxml__etree()

cdef extern from *:
    unsigned int SOURCE_CHECKSUM
    bint PyUnicode_IS_ASCII(object)
    Py_ssize_t PyUnicode_GET_LENGTH(object)
    const unsigned char* PyUnicode_1BYTE_DATA(object)

CHECKSUM = SOURCE_CHECKSUM

cdef enum:
    PLACES = 4096  # of the table of words, which are a thousand
    ROOM = 512

cdef struct Word:
    const unsigned char* letters
    Py_ssize_t length
    long mask
    long first  # the pairs that it begins, a bit each
    long second  # the pairs that it ends

cdef Word words[PLACES]
memset(words, 0, sizeof(words))
cdef Py_ssize_t LONGEST = of_names.LONGEST
cdef long ARTICLE = of_names.BIT["article"], BODY = of_names.BIT["body"], HIDDEN = of_names.BIT["hidden"]
cdef object plain = of_names.signs, hides = of_names.hides
cdef list kept = []

if LONGEST >= ROOM:
    raise ImportError("the compiled signs read shorter names")


cdef Word* place_of(const unsigned char* letters, Py_ssize_t length) noexcept:
    """Give where the word stands, or is to stand, in the table."""
    cdef uint64_t number = 14695981039346656037ULL
    cdef Py_ssize_t at
    cdef Word* word
    for at in range(length):
        number = (number ^ letters[at]) * 1099511628211ULL
    number ^= number >> 29
    while True:
        word = &words[number & (PLACES - 1)]
        if word.letters is NULL or (word.length == length and memcmp(word.letters, letters, length) == 0):
            return word
        number += 1


cdef Word* entered(str written) except NULL:
    cdef bytes letters = written.encode("ascii")
    cdef Word* word = place_of(letters, len(letters))
    if word.letters is NULL:
        kept.append(letters)
        word.letters, word.length = letters, len(letters)
    return word


for one, bits in of_names.MASKS.items():
    entered(one).mask = bits
for number, pair in enumerate(sorted(of_names.PAIRS)):
    for one in (pair[0], pair[0].capitalize(), pair[0].upper()):
        entered(one).first |= 1 << number
    for one in (pair[1], pair[1].capitalize(), pair[1].upper()):
        entered(one).second |= 1 << number
if len(kept) * 2 > PLACES:
    raise ImportError("the compiled signs hold fewer words")


cdef inline bint is_small(unsigned char sign) noexcept:
    return 97 <= sign <= 122


cdef inline bint is_large(unsigned char sign) noexcept:
    return 65 <= sign <= 90


cdef long read(const unsigned char* names, Py_ssize_t length) noexcept:
    """Read names of ASCII: words end where large letters begin, and a digit is a word."""
    cdef Py_ssize_t at = 0, start
    cdef long mask = 0, before = 0
    cdef bint is_pair = False
    cdef Word* word
    while at < length:
        start = at
        at += 1
        if is_small(names[start]) or (is_large(names[start]) and at < length and is_small(names[at])):
            while at < length and is_small(names[at]):
                at += 1
        elif is_large(names[start]):
            while at < length and is_large(names[at]):
                at += 1
        elif 48 <= names[start] <= 57:
            before = 0
            continue
        else:
            continue
        word = place_of(names + start, at - start)
        mask |= word.mask
        if before & word.second:
            is_pair = True
        before = word.first
    return mask | BODY if is_pair and mask & ARTICLE else mask


def signs(str names):
    """Give what class and id announce."""
    if not PyUnicode_IS_ASCII(names):
        return plain(names)
    return read(PyUnicode_1BYTE_DATA(names), min(LONGEST, PyUnicode_GET_LENGTH(names)))


cdef inline bint is_naming(const char* name) noexcept:
    if name[0] == 99:
        return strcmp(name, "class") == 0
    if name[0] == 105:
        return strcmp(name, "id") == 0 or strcmp(name, "itemprop") == 0
    if name[0] == 114:
        return strcmp(name, "role") == 0
    return name[0] == 100 and (strcmp(name, "data-testid") == 0 or strcmp(name, "data-component") == 0)


cdef bint is_hiding(const char* name, tree.xmlAttr* attribute) except -1:
    if strcmp(name, "hidden") == 0:
        return True
    if strcmp(name, "aria-hidden") == 0:
        return hides("aria-hidden", value_of(attribute))
    if strcmp(name, "style") == 0 and attribute.children is not NULL:
        if attribute.children.next is NULL and strpbrk(<const char*>attribute.children.content, "yY") is NULL:
            return False  # neither display nor visibility
        return hides("style", value_of(attribute))
    return False


cdef object value_of(tree.xmlAttr* attribute):
    return attributeValue(attribute.parent, attribute)


cdef Py_ssize_t added(unsigned char* names, Py_ssize_t length, tree.xmlAttr* attribute) noexcept:
    """Write the value of an attribute behind the names so far; -1 if it is none of ASCII in one piece."""
    cdef const unsigned char* value
    if length:
        names[length] = 32
        length += 1
    if attribute.children is not NULL:
        if attribute.children.next is not NULL or attribute.children.type != tree.XML_TEXT_NODE:
            return -1
        value = attribute.children.content
        while value is not NULL and value[0] and length < LONGEST:
            if value[0] >= 128:
                return -1
            names[length] = value[0]
            length += 1
            value += 1
    return min(length, LONGEST)


def announced(_Element element not None):
    """Give what the names of an element announce, and whether it says that it is hidden."""
    cdef unsigned char names[ROOM]
    cdef Py_ssize_t length = 0
    cdef long hidden = 0
    cdef tree.xmlAttr* attribute = element._c_node.properties
    while attribute is not NULL:
        if attribute.ns is NULL:
            if is_naming(<const char*>attribute.name):
                length = added(names, length, attribute)
                if length < 0:
                    return of_names.announced(element)
            elif not hidden and is_hiding(<const char*>attribute.name, attribute):
                hidden = HIDDEN
        attribute = attribute.next
    return hidden | read(names, length)
