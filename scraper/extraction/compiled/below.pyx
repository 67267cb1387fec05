# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What `scraper.extraction.below` does, over the nodes of libxml2: no Python object for each element and each text."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.string cimport memcpy, memset, strcmp, strlen
from lxml.includes cimport tree
from lxml.includes.etreepublic cimport _Document, _Element, elementFactory, import_lxml__etree
from lxml.includes.tree cimport xmlAttr, xmlNode

import_lxml__etree()

cdef extern from *:
    unsigned int SOURCE_CHECKSUM
    bint Py_UNICODE_ISSPACE(unsigned int)

CHECKSUM = SOURCE_CHECKSUM

cdef enum:
    NAMES = 256  # places of a cache: libxml2 keeps each name of a page once, so its address tells it


cdef inline bint is_text(xmlNode* node) noexcept:
    return node.type == tree.XML_TEXT_NODE or node.type == tree.XML_CDATA_SECTION_NODE


cdef inline xmlNode* element_from(xmlNode* node) noexcept:
    while node is not NULL and node.type != tree.XML_ELEMENT_NODE:
        node = node.next
    return node


cdef inline xmlNode* following(xmlNode* node, xmlNode* root) noexcept:
    """Give the next element in page order, within the root."""
    cdef xmlNode* found = element_from(node.children)
    if found is not NULL:
        return found
    while node is not root:
        found = element_from(node.next)
        if found is not NULL:
            return found
        node = node.parent
    return NULL


cdef class Line:
    """White space becomes one space, as it is written; the end of a text ends a word."""

    cdef char* buffer
    cdef Py_ssize_t length, room, left

    def __cinit__(self, Py_ssize_t size):
        self.left, self.room = size, 512
        self.buffer = <char*>PyMem_Malloc(self.room)
        if self.buffer is NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.buffer)

    cdef Py_ssize_t texts(self, xmlNode* node) except -1:
        """Write texts that stand side by side, which are one; give how many characters they have without their ends."""
        cdef Py_ssize_t chars = 0, inner = 0, first = -1
        while node is not NULL and is_text(node):
            if node.content is not NULL:
                self.write(<const char*>node.content, &chars, &inner, &first)
            node = node.next
        return 0 if first < 0 else inner - first

    cdef int write(self, const char* content, Py_ssize_t* chars, Py_ssize_t* inner, Py_ssize_t* first) except -1:
        cdef const unsigned char* at = <const unsigned char*>content
        cdef Py_ssize_t size = strlen(content), step
        cdef unsigned int sign
        cdef bint is_blank
        self.need(2 * size + 1)
        while at[0]:
            sign = at[0]
            if sign < 128:
                step = 1
                is_blank = sign == 32 or 9 <= sign <= 13 or 28 <= sign <= 31
            else:
                step = 2 if sign < 0xE0 else 3 if sign < 0xF0 else 4
                is_blank = (step == 2 and is_space_of_two(at)) or (step == 3 and is_space_of_three(at))
            if not is_blank:
                if first[0] < 0:
                    first[0] = chars[0]
                    if self.length:
                        self.put_space()
                elif inner[0] != chars[0]:
                    self.put_space()
                memcpy(self.buffer + self.length, at, step)
                self.length += step
                inner[0] = chars[0] + 1
            chars[0] += 1
            at += step
        return 0

    cdef inline void put_space(self) noexcept:
        self.buffer[self.length] = 32
        self.length += 1

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

    cdef bint is_full(self, xmlNode* first) except -1:
        """Take the text that begins here; tell whether that is enough."""
        cdef Py_ssize_t size
        if first is NULL or not is_text(first):
            return False
        size = self.texts(first)
        if size:
            self.left -= size + 1
        return self.left < 0


cdef inline bint is_space_of_two(const unsigned char* at) noexcept:
    return Py_UNICODE_ISSPACE((at[0] & 31) << 6 | (at[1] & 63))


cdef inline bint is_space_of_three(const unsigned char* at) noexcept:
    return Py_UNICODE_ISSPACE((at[0] & 15) << 12 | (at[1] & 63) << 6 | (at[2] & 63))


def line(_Element element not None, Py_ssize_t size):
    """Give the text of an element on one line; only its beginning, but more than ``size``, where it is longer."""
    cdef Line line = Line(size)
    cdef xmlNode* root = element._c_node
    cdef xmlNode* node = root
    cdef xmlNode* child
    if line.is_full(node.children):
        return PyUnicode_DecodeUTF8(line.buffer, line.length, NULL)
    while True:
        child = element_from(node.children)
        while child is NULL:
            if node is root:
                return PyUnicode_DecodeUTF8(line.buffer, line.length, NULL)
            if line.is_full(node.next):
                return PyUnicode_DecodeUTF8(line.buffer, line.length, NULL)
            child = element_from(node.next)
            if child is NULL:
                node = node.parent
        node = child
        if line.is_full(node.children):
            return PyUnicode_DecodeUTF8(line.buffer, line.length, NULL)


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


def having(_Element root not None, frozenset names, Py_ssize_t most):
    """Give the first elements that have one of the attributes."""
    cdef Names known = Names(names)
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


def order(_Element root not None, frozenset counted, set asked, Py_ssize_t long):
    """Give the order of the elements that are asked for, those of headings and long paragraphs, and the size."""
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
            elif name.is_p and is_long(node.children, long):
                paragraphs.append(number)
            number += 1
        node = following(node, root._c_node)
    return known, headings, paragraphs, number


cdef bint is_long(xmlNode* node, Py_ssize_t long) except -1:
    """Tell if a text has more characters, and others than spaces."""
    cdef list pieces = []
    cdef Py_ssize_t size = 0
    cdef xmlNode* at = node
    while at is not NULL and is_text(at):
        if at.content is not NULL:
            size += strlen(<const char*>at.content)
        at = at.next
    if size <= long:
        return False
    while node is not at:
        if node.content is not NULL:
            pieces.append(node.content.decode("utf-8"))
        node = node.next
    text = "".join(pieces)
    return len(text) > long and not text.isspace()
