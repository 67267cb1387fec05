# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What `scraper.extraction.source` does with expressions, in one pass over the characters."""

from cpython.unicode cimport PyUnicode_Substring

from scraper.extraction import source as of_source

cdef extern from *:
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    unsigned int SOURCE_CHECKSUM
    bint Py_UNICODE_ISALNUM(unsigned int)
    bint Py_UNICODE_ISDECIMAL(unsigned int)
    bint Py_UNICODE_ISSPACE(unsigned int)

CHECKSUM = SOURCE_CHECKSUM

ctypedef fused Sign:
    unsigned char
    unsigned short
    unsigned int

cdef Py_ssize_t LONGEST = of_source.LONGEST, MOST_KEYS = of_source.MOST_KEYS, MOST_LABELS = of_source.MOST_LABELS
cdef Py_ssize_t LONGEST_NAME = of_source.LONGEST_NAME, LONGEST_KEY = of_source.LONGEST_KEY


def stated(str text not None):
    """Give the names of attributes, the labels and the keys with their numbers."""
    cdef Search search = Search(text)
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        search.run(<unsigned char*>PyUnicode_DATA(text))
    elif kind == 2:
        search.run(<unsigned short*>PyUnicode_DATA(text))
    else:
        search.run(<unsigned int*>PyUnicode_DATA(text))
    return search.names, search.labels, search.keys


cdef inline bint is_digit(unsigned int sign) noexcept:
    return 48 <= sign <= 57 if sign < 128 else Py_UNICODE_ISDECIMAL(sign)


cdef inline bint is_space(unsigned int sign) noexcept:
    return Py_UNICODE_ISSPACE(sign)


cdef inline bint is_quote(unsigned int sign) noexcept:
    return sign == c'"' or sign == c"'"


cdef inline bint is_end(unsigned int sign) noexcept:
    return is_quote(sign) or sign == c'<' or sign == c'>'


cdef inline bint is_last_letter(unsigned int sign) noexcept:
    return (sign | 32) == c't' or (sign | 32) == c's' or (sign | 32) == c'l'


cdef class Search:
    cdef str text
    cdef Py_ssize_t size, end_of_json, key_count
    cdef set names
    cdef list labels
    cdef dict keys

    def __cinit__(self, str text):
        self.text, self.size = text, len(text)
        self.end_of_json = min(self.size, LONGEST)
        self.names, self.labels, self.keys = set(), [], {}

    cdef int run(self, Sign* text) except -1:
        cdef Py_ssize_t at = 0, behind = 0  # values begin behind the label before them
        while at < self.size:
            if text[at] == c'=':
                if at >= behind and at + 2 < self.size and is_quote(text[at + 1]):
                    behind = self.value(text, at)
            elif text[at] == c':':
                if at > 1 and text[at - 1] == c'"' and at < self.end_of_json and self.key_count < MOST_KEYS:
                    self.key(text, at - 1)
            at += 1
        return 0

    cdef Py_ssize_t value(self, Sign* text, Py_ssize_t equals) except -1:
        """Take the number or label behind an equals sign; give where the next value may begin."""
        cdef Py_ssize_t start = equals + 2, at = equals + 2
        if (
            equals >= 5 and text[equals - 1] == c'l' and text[equals - 2] == c'e' and text[equals - 3] == c'b'
            and text[equals - 4] == c'a' and text[equals - 5] == c'l'
        ):
            return self.label(text, equals)
        if not is_digit(text[at]):
            return 0
        at += 1
        while at < self.size and at - start < 13 and (is_digit(text[at]) or text[at] == c'.' or text[at] == c','):
            at += 1
        if at < self.size and ((text[at] | 32) == c'k' or (text[at] | 32) == c'm'):
            at += 1
        if at < self.size and text[at] == c'+':
            at += 1
        if at < self.size and is_quote(text[at]):
            self.name(text, equals)
        return 0

    cdef Py_ssize_t label(self, Sign* text, Py_ssize_t equals) except -1:
        cdef Py_ssize_t start = equals + 2, at = equals + 2
        while at < self.size and at - start < 40 and not is_end(text[at]) and not is_digit(text[at]):
            at += 1
        if at == self.size or not is_digit(text[at]):
            return 0
        cdef Py_ssize_t rest = at + 1
        at = rest
        while at < self.size and at - rest < 40 and not is_end(text[at]):
            at += 1
        if len(self.labels) < MOST_LABELS:
            self.labels.append(PyUnicode_Substring(self.text, start, at))
        return at

    cdef int name(self, Sign* text, Py_ssize_t equals) except -1:
        """Note the name in front of the equals sign; a line feed may stand between."""
        cdef Py_ssize_t first = equals - LONGEST_NAME if equals > LONGEST_NAME else 0
        cdef Py_ssize_t end = equals - 1 if equals > 0 and text[equals - 1] == c'\n' else equals
        cdef Py_ssize_t at = end
        while at > first and (c'a' <= (text[at - 1] | 32) <= c'z' or text[at - 1] == c'_' or text[at - 1] == c'-'):
            at -= 1
        if (
            at > first and end - at > 5 and is_space(text[at - 1]) and text[at] == c'd' and text[at + 1] == c'a'
            and text[at + 2] == c't' and text[at + 3] == c'a' and text[at + 4] == c'-'
        ):
            self.names.add(PyUnicode_Substring(self.text, at, end).lower())
        return 0

    cdef int key(self, Sign* text, Py_ssize_t quote) except -1:
        """Note the number behind a key that ends with the quotation mark, and the key."""
        cdef Py_ssize_t end = quote - 1 if text[quote - 1] == c'\\' else quote
        cdef Py_ssize_t size = self.end_of_json, at = quote + 2, start, stop, first
        if end < 1 or not is_last_letter(text[end - 1]):
            return 0
        if at < size and is_space(text[at]):
            at += 1
            if at < size and is_space(text[at]):
                at += 1
        if at < size and text[at] == c'\\':
            at += 1
        if at < size and text[at] == c'"':
            at += 1
        start = at
        while at < size and at - start < 13 and is_digit(text[at]):
            at += 1
        stop = at
        if stop == start:
            return 0
        if at < size and text[at] == c'\\':
            at += 1
        if at < size and text[at] == c'"':
            at += 1
        if at < size and is_space(text[at]):
            at += 1
        if at == size or not (text[at] == c',' or text[at] == c'}' or text[at] == c']'):
            return 0
        first = end - LONGEST_KEY if end > LONGEST_KEY else 0
        at = end
        while at > first and (text[at - 1] == c'_' or Py_UNICODE_ISALNUM(text[at - 1])):
            at -= 1
        self.keys[PyUnicode_Substring(self.text, at, end), PyUnicode_Substring(self.text, start, stop)] = None
        self.key_count += 1
        return 0
