# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What `scraper.extraction.tags` does with expressions, in one pass over the bytes."""

from libc.string cimport memchr, memcmp

from scraper.extraction import tags as of_tags

cdef extern from *:
    unsigned int SOURCE_CHECKSUM

CHECKSUM = SOURCE_CHECKSUM

cdef unsigned char IS_SPACE = 1, ENDS_NAME = 2
cdef unsigned char[256] KINDS
for _sign in range(256):
    KINDS[_sign] = (IS_SPACE | ENDS_NAME) * (_sign in b" \n\t\r\f") | ENDS_NAME * (_sign in b"/>")

cdef tuple RAW = tuple(name.encode() for name in of_tags.RAW)
cdef bytes PLAINTEXT = b"plaintext"


def counted(bytes html not None, Py_ssize_t marks, Py_ssize_t attributes):
    """Give the place behind which a page has too many tags and attributes; its length if it has not."""
    return Count(html).run(marks, attributes)


cdef inline bint is_space(unsigned char sign) noexcept:
    return KINDS[sign] & IS_SPACE


cdef inline bint is_letter(unsigned char sign) noexcept:
    return c'a' <= (sign | 32) <= c'z'


cdef class Count:
    cdef bytes html
    cdef const unsigned char* text
    cdef Py_ssize_t size, at

    def __cinit__(self, bytes html):
        self.html, self.text, self.size = html, html, len(html)

    cdef Py_ssize_t run(self, Py_ssize_t marks, Py_ssize_t attributes) except -1:
        cdef Py_ssize_t count = 0, own, start, name, end
        cdef bint is_end
        while True:
            start = self.found(c'<', self.at)
            self.at = start + 1
            if self.at >= self.size:
                return self.size
            is_end = self.text[self.at] == c'/' and self.at + 1 < self.size and is_letter(self.text[self.at + 1])
            if not is_end and not is_letter(self.text[self.at]):
                self.pass_other()
                continue
            name = self.at + is_end
            self.at = name
            while self.at < self.size and not self.ends_name():
                self.at += 1
            end = self.at
            own = self.attributes()
            count += 1
            if is_end:
                own = 0
            count += own
            if own > attributes or count > marks:
                return start
            if not is_end:
                self.pass_raw(name, end)

    cdef Py_ssize_t found(self, int sign, Py_ssize_t start) noexcept:
        """Give the next place of a sign, else the size."""
        cdef const unsigned char* place
        if start >= self.size:
            return self.size
        place = <const unsigned char*>memchr(self.text + start, sign, self.size - start)
        return self.size if place is NULL else place - self.text

    cdef inline bint ends_name(self) noexcept:
        return KINDS[self.text[self.at]] & ENDS_NAME

    cdef inline void pass_spaces(self) noexcept:
        while self.at < self.size and is_space(self.text[self.at]):
            self.at += 1

    cdef Py_ssize_t attributes(self) noexcept:
        """Pass the attributes of a tag and count them."""
        cdef Py_ssize_t count = 0, behind
        while True:
            while self.at < self.size and (self.text[self.at] == c'/' or is_space(self.text[self.at])):
                self.at += 1
            if self.at >= self.size or self.text[self.at] == c'>':
                return count
            count += 1
            self.at += 1
            while self.at < self.size and self.text[self.at] != c'=' and not self.ends_name():
                self.at += 1
            behind = self.at
            self.pass_spaces()
            if self.at < self.size and self.text[self.at] == c'=':
                self.at += 1
                self.pass_value()
            else:
                self.at = behind

    cdef void pass_value(self) noexcept:
        self.pass_spaces()
        if self.at >= self.size:
            return
        if self.text[self.at] == c'"' or self.text[self.at] == c"'":
            self.at = min(self.found(self.text[self.at], self.at + 1) + 1, self.size)
            return
        while self.at < self.size and self.text[self.at] != c'>' and not is_space(self.text[self.at]):
            self.at += 1

    cdef void pass_other(self) noexcept:
        """Pass a comment, a declaration, or a sign that is none of them."""
        cdef unsigned char sign = self.text[self.at]
        if sign == c'!' and self.at + 2 < self.size and memcmp(self.text + self.at, b"!--", 3) == 0:
            self.at += 3
            self.pass_comment()
        elif sign == c'!' or sign == c'?' or sign == c'/':
            self.at = self.found(c'>', self.at)

    cdef void pass_comment(self) noexcept:
        cdef Py_ssize_t dash = self.at
        if self.at < self.size and self.text[self.at] == c'>':
            return
        if self.at + 1 < self.size and self.text[self.at] == c'-' and self.text[self.at + 1] == c'>':
            self.at += 1
            return
        while True:
            dash = self.found(c'-', dash)
            if dash + 2 >= self.size:
                self.at = self.size
                return
            if self.text[dash + 1] == c'-' and (
                self.text[dash + 2] == c'>'
                or (self.text[dash + 2] == c'!' and dash + 3 < self.size and self.text[dash + 3] == c'>')
            ):
                self.at = dash + 3
                return
            dash += 1

    cdef int pass_raw(self, Py_ssize_t name, Py_ssize_t end) except -1:
        """Pass what is no markup in the element that has begun, if there is such."""
        cdef Py_ssize_t length = end - name
        if self.is_name(PLAINTEXT, name, length):
            self.at = self.size
            return 0
        for raw in RAW:
            if self.is_name(raw, name, length):
                self.pass_until(raw)
                return 0
        return 0

    cdef bint is_name(self, bytes other, Py_ssize_t start, Py_ssize_t length) noexcept:
        """Tell if a name stands here, in letters of whatever case."""
        cdef const unsigned char* letters = other
        cdef Py_ssize_t place
        if length != len(other) or start + length > self.size:
            return False
        for place in range(length):
            if not is_letter(self.text[start + place]) or (self.text[start + place] | 32) != letters[place]:
                return False
        return True

    cdef void pass_until(self, bytes name) noexcept:
        """Go to the end of an element."""
        cdef Py_ssize_t length = len(name), behind
        while True:
            self.at = self.found(c'<', self.at)
            if self.at >= self.size:
                return
            behind = self.at + 2 + length
            if self.at + 1 < self.size and self.text[self.at + 1] == c'/' and self.is_name(name, self.at + 2, length):
                if behind >= self.size or self.text[behind] == c'>' or self.text[behind] == c'/':
                    return
                if is_space(self.text[behind]):
                    return
            self.at += 1
