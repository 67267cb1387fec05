# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What `scraper.extraction.below` does, over the nodes of libxml2: no Python object for each element and each text."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.string cimport memcmp, memcpy, memset, strcmp, strlen
from lxml.includes cimport tree
from lxml.includes.etreepublic cimport _Element, attributeValueFromNsName, elementFactory, import_lxml__etree
from lxml.includes.tree cimport xmlAttr, xmlNode

from scraper.extraction import below as of_below

import_lxml__etree()

cdef extern from *:
    unsigned int SOURCE_CHECKSUM
    bint Py_UNICODE_ISSPACE(unsigned int)

CHECKSUM = SOURCE_CHECKSUM

cdef Py_ssize_t LONG = of_below.LONG
cdef object ORDER = of_below.Order

cdef enum:
    NAMES = 256  # places of a cache: libxml2 keeps each name of a page once, so its address tells it


include "nodes.pxi"


cdef class Line:
    """Text as it is written: white space becomes one space, and the end of a piece ends a word."""

    cdef char* buffer
    cdef Py_ssize_t length, room
    cdef Py_ssize_t chars, first, end  # of the piece: its characters, and where what is no white space begins and ends

    def __cinit__(self):
        self.room = 512
        self.buffer = <char*>PyMem_Malloc(self.room)
        if self.buffer is NULL:
            raise MemoryError
        self.begin()

    def __dealloc__(self):
        PyMem_Free(self.buffer)

    cdef inline void begin(self) noexcept:
        self.chars, self.first, self.end = 0, -1, -1

    cdef inline Py_ssize_t size(self) noexcept:
        """Give the characters of the piece without white space at its ends."""
        return self.end - self.first

    cdef int write(self, xmlNode* node) except -1:
        cdef const unsigned char* at = <const unsigned char*>node.content
        cdef Py_ssize_t step
        cdef unsigned int sign
        cdef bint is_blank
        if at is NULL:
            return 0
        self.need(2 * strlen(<const char*>at) + 1)
        while at[0]:
            sign = at[0]
            if sign < 128:
                step = 1
                is_blank = is_space(sign)
            else:
                step = 2 if sign < 0xE0 else 3 if sign < 0xF0 else 4
                is_blank = (step == 2 and is_space_of_two(at)) or (step == 3 and is_space_of_three(at))
            if not is_blank:
                if self.length and self.end != self.chars:
                    self.buffer[self.length] = 32
                    self.length += 1
                if self.first < 0:
                    self.first = self.chars
                memcpy(self.buffer + self.length, at, step)
                self.length += step
                self.end = self.chars + 1
            self.chars += 1
            at += step
        return 0

    cdef int need(self, Py_ssize_t size) except -1:
        cdef char* more
        if self.length + size > self.room:
            while self.length + size > self.room:
                self.room *= 2
            more = <char*>PyMem_Realloc(self.buffer, self.room)
            if more is NULL:
                raise MemoryError
            self.buffer = more
        return 0

    cdef Py_ssize_t piece(self, xmlNode* node) except -1:
        """Write texts that stand side by side, which are one; give its characters, and one more for the space."""
        self.begin()
        while node is not NULL and is_text(node):
            self.write(node)
            node = node.next
        return self.size() + 1 if self.first >= 0 else 0

    cdef int gather(self, xmlNode* top, Py_ssize_t size) except -1:
        """Write the pieces below, until they are more than ``size``."""
        cdef xmlNode* node = top
        cdef xmlNode* child
        size -= self.piece(node.children)
        while size >= 0:
            child = element_from(node.children)
            while child is NULL:
                if node is top:
                    return 0
                size -= self.piece(node.next)
                if size < 0:
                    return 0
                child = element_from(node.next)
                node = node.parent
            node = child
            size -= self.piece(node.children)
        return 0

    cdef Py_ssize_t whole(self, xmlNode* top) except -1:
        """Give the characters of all text below as one piece."""
        cdef xmlNode* node = top.children
        self.length = 0
        self.begin()
        while node is not NULL:
            if is_text(node):
                self.write(node)
            elif node.type == tree.XML_ELEMENT_NODE and node.children is not NULL:
                node = node.children
                continue
            while node.next is NULL:
                node = node.parent
                if node is top:
                    return self.size()
            node = node.next
        return self.size()


cdef inline bint is_space_of_two(const unsigned char* at) noexcept:
    return Py_UNICODE_ISSPACE((at[0] & 31) << 6 | (at[1] & 63))


cdef inline bint is_space_of_three(const unsigned char* at) noexcept:
    return Py_UNICODE_ISSPACE((at[0] & 15) << 12 | (at[1] & 63) << 6 | (at[2] & 63))


def line(_Element element not None, Py_ssize_t size):
    """Give the text of an element on one line; only its beginning, but more than ``size``, where it is longer."""
    cdef Line line = Line()
    line.gather(element._c_node, size)
    return PyUnicode_DecodeUTF8(line.buffer, line.length, NULL)


def links(_Element element not None, Py_ssize_t long):
    """Give the addresses of the links whose text has so many characters, and tell whether a heading is among all."""
    cdef xmlNode* node = element._c_node
    cdef Line line = Line()
    cdef list addresses = []
    cdef const unsigned char* name
    cdef bint has_heading = False
    while node is not NULL:
        name = <const unsigned char*>node.name
        if name[0] == c'a' and not name[1]:
            if line.whole(node) >= long:
                addresses.append(attributeValueFromNsName(node, NULL, <const tree.xmlChar*>"href"))
        elif name[0] == c'h' and c'2' <= name[1] <= c'4' and not name[2]:
            has_heading = True
        node = following(node, element._c_node)
    return addresses, has_heading


cdef struct Kind:
    const char* name
    Py_ssize_t length  # of the first class without its number; -1 where there is none
    bint is_plain  # an attribute in one piece, of ASCII


cdef Kind kind_of(xmlNode* node) noexcept:
    cdef Kind kind
    cdef xmlAttr* one = node.properties
    cdef const unsigned char* at
    kind.name, kind.length, kind.is_plain = NULL, -1, True
    while one is not NULL and (one.ns is not NULL or strcmp(<const char*>one.name, "class") != 0):
        one = one.next
    if one is NULL or one.children is NULL:
        return kind
    at = <const unsigned char*>one.children.content
    kind.is_plain = one.children.next is NULL and at is not NULL and one.children.type == tree.XML_TEXT_NODE
    if not kind.is_plain:
        return kind
    while is_space(at[0]):
        at += 1
    kind.name = <const char*>at
    while at[0] and not is_space(at[0]) and at[0] < 128:
        at += 1
    kind.is_plain = at[0] < 128
    if at != <const unsigned char*>kind.name:
        at -= 1
        while at >= <const unsigned char*>kind.name and (c'0' <= at[0] <= c'9' or at[0] == c'-' or at[0] == c'_'):
            at -= 1
        at += 1
        kind.length = at - <const unsigned char*>kind.name
    return kind


def kind(_Element element not None):
    """Name an element's tag and first class, without numbers."""
    cdef Kind own = kind_of(element._c_node)
    if not own.is_plain:
        return of_below.kind(element)
    tag = element._c_node.name.decode("utf-8")
    return tag if own.length < 0 else f"{tag}.{own.name[:own.length].decode('ascii')}"


def rows(_Element element not None, Py_ssize_t most):
    """Count the elements of its kind among the first that it stands beside."""
    cdef xmlNode* node = element._c_node
    cdef Kind own = kind_of(node), other
    cdef const tree.xmlChar* tag = node.name
    cdef Py_ssize_t found = 0, left = most
    cdef bint is_root = node.parent is NULL or node.parent.type != tree.XML_ELEMENT_NODE
    if not own.is_plain:
        return of_below.rows(element, most)
    node = element_from(node.children if is_root else node.parent.children)
    while node is not NULL and left > 0:
        other = kind_of(node)
        if not other.is_plain:
            return of_below.rows(element, most)
        found += node.name is tag and other.length == own.length and (
            own.length < 0 or memcmp(own.name, other.name, own.length) == 0
        )
        left -= 1
        node = element_from(node.next)
    return found


cdef struct Name:
    const tree.xmlChar* name
    bint is_known
    bint is_h1
    bint is_p


cdef class Names:
    """Which of a page's names are among those that are asked for."""

    cdef Name names[NAMES]
    cdef frozenset asked

    def __cinit__(self, frozenset asked not None):
        memset(self.names, 0, sizeof(self.names))
        self.asked = asked

    cdef Name* of(self, const tree.xmlChar* name) except NULL:
        cdef Name* known = &self.names[(<size_t>name >> 3) & (NAMES - 1)]
        if known.name is not name:
            known.is_known = name.decode("utf-8") in self.asked
            known.is_h1 = strcmp(<const char*>name, "h1") == 0
            known.is_p = strcmp(<const char*>name, "p") == 0
            known.name = name
        return known


def having(_Element root not None, names, Py_ssize_t most):
    """Give the first elements that have one of the attributes."""
    cdef Names known = Names(frozenset(names))
    cdef list found = []
    cdef xmlNode* node = root._c_node
    cdef xmlAttr* one
    while node is not NULL:
        one = node.properties
        while one is not NULL:
            if one.ns is NULL and known.of(one.name).is_known:
                found.append(elementFactory(root._doc, node))
                if len(found) >= most:
                    return found
                break
            one = one.next
        node = following(node, root._c_node)
    return found


def order(_Element root not None, frozenset counted, set asked not None):
    """Give the order of the elements that are asked for among those with a tag that is counted."""
    cdef Names names = Names(counted)
    cdef dict known = dict.fromkeys(asked, 0)
    cdef list headings = [], paragraphs = []
    cdef xmlNode* node = root._c_node
    cdef Name* name
    cdef Py_ssize_t number = 0
    while node is not NULL:
        name = names.of(node.name)
        if name.is_known:
            if node._private is not NULL:  # elements that Python knows
                element = elementFactory(root._doc, node)
                if element in asked:
                    known[element] = number
            if name.is_h1:
                headings.append((number, elementFactory(root._doc, node)))
            elif name.is_p and is_long(node.children):
                paragraphs.append(number)
            number += 1
        node = following(node, root._c_node)
    return ORDER(known, headings, paragraphs, number)


cdef bint is_long(xmlNode* node) except -1:
    """Tell if a text has more characters, and others than spaces."""
    cdef list pieces = []
    cdef Py_ssize_t size = 0
    cdef xmlNode* at = node
    while at is not NULL and is_text(at):
        if at.content is not NULL:
            size += strlen(<const char*>at.content)
        at = at.next
    if size <= LONG:
        return False
    while node is not at:
        if node.content is not NULL:
            pieces.append(node.content.decode("utf-8"))
        node = node.next
    text = "".join(pieces)
    return len(text) > LONG and not text.isspace()
