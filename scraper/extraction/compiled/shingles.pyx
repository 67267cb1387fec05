# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""What `scraper.stories.shingles` does, over arrays of C."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.string cimport memcpy, memset

from scraper.stories.shingles import COMMON, LONGEST, SAMPLED, sample_size, spelt

cdef extern from *:
    unsigned int SOURCE_CHECKSUM

CHECKSUM = SOURCE_CHECKSUM

ctypedef unsigned int number

cdef enum:
    KNOWN = 0x30000  # letters whose spelling is remembered; those above are hardly written
    WIDEST = 6  # bytes of a spelling, spaces included
    NOTHING = 0xFFFFFFFF  # no hash: these have 31 bits

cdef struct Spelling:
    unsigned char length
    unsigned char is_known
    unsigned char is_word
    unsigned char text[WIDEST]

cdef Spelling spellings[KNOWN]
cdef Spelling rare
cdef number remainders[256]


cdef void fill_remainders():
    """Make the table of CRC-32, as zlib has it."""
    cdef number byte, bit, value
    for byte in range(256):
        value = byte
        for bit in range(8):
            value = (value >> 1) ^ (<number>0xEDB88320 if value & 1 else 0)
        remainders[byte] = value


fill_remainders()


cdef inline number hashed(const unsigned char* text, int start, int end) noexcept:
    cdef number value = NOTHING
    cdef int at
    for at in range(start, end):
        value = (value >> 8) ^ remainders[(value ^ text[at]) & 0xFF]
    return (value ^ NOTHING) >> 1


cdef Spelling* spelling_of(Py_UCS4 letter) except NULL:
    """Give how a letter is spelt, which Python is asked once."""
    cdef Spelling* spelling = &spellings[letter] if letter < KNOWN else &rare
    cdef bytes text
    if letter < KNOWN and spelling.is_known:
        return spelling
    cdef Py_ssize_t size
    text, letters = spelt(chr(letter))
    size = len(text)
    if size > WIDEST:
        raise ValueError(f"{chr(letter)!r} is spelt with more than {WIDEST} bytes")
    spelling.length, spelling.is_word, spelling.is_known = <unsigned char>size, letters, 1
    memcpy(spelling.text, <const char*>text, size)
    return spelling


cdef class Words:
    """The words of a text, as the class of this name in Python."""

    cdef unsigned char* text
    cdef int* edges
    cdef number* runs
    cdef int count
    cdef readonly int step

    def __cinit__(self, str plain):
        cdef Py_ssize_t size = min(len(plain), LONGEST)
        self.text = <unsigned char*>PyMem_Malloc(size * WIDEST + 1)
        self.edges = <int*>PyMem_Malloc((size * WIDEST // 2 + 2) * sizeof(int))
        if self.text is NULL or self.edges is NULL:
            raise MemoryError
        self.take_apart(plain, size)

    def __dealloc__(self):
        PyMem_Free(self.text)
        PyMem_Free(self.edges)
        PyMem_Free(self.runs)

    def __len__(self):
        return self.count // self.step

    cdef int take_apart(self, str plain, Py_ssize_t size) except -1:
        cdef Spelling* spelling
        cdef Py_ssize_t place
        cdef int at, end = 0, letters = 0
        cdef bint is_inside = False
        self.edges[0] = 0
        for place in range(size):
            spelling = spelling_of(plain[place])
            letters += spelling.is_word
            for at in range(spelling.length):
                if spelling.text[at] != b" ":
                    self.text[end] = spelling.text[at]
                    end += 1
                    is_inside = True
                elif is_inside:
                    is_inside = False
                    self.count += 1
                    self.edges[self.count] = end
        if is_inside:
            self.count += 1
            self.edges[self.count] = end
        self.step = 2 if 2 * letters > self.count else 1
        self.give_back(end)
        return 0

    cdef void give_back(self, int end):
        """Give the memory back that was not needed."""
        self.text = <unsigned char*>PyMem_Realloc(self.text, end + 1)
        self.edges = <int*>PyMem_Realloc(self.edges, (self.count + 1) * sizeof(int))

    cdef int shingles(self, int span):
        """Count the runs of so many words."""
        return max(self.count + 1 - span * self.step, 0)

    def sample(self):
        """Give the smallest hashes, as the method of this name in Python."""
        cdef int place, span = SAMPLED * self.step, shingles = self.shingles(SAMPLED)
        cdef long long size = sample_size(len(self)), limit = (3 * size << 31) // max(1, shingles)
        cdef number value
        cdef set low = set()
        for place in range(shingles):
            value = hashed(self.text, self.edges[place], self.edges[place + span])
            if value < limit:
                low.add(value)
        if len(low) < size:
            low = {hashed(self.text, self.edges[place], self.edges[place + span]) for place in range(shingles)}
        return sorted(low)[:size]

    cdef number* common_runs(self) except NULL:
        """Give the shingles by which text in common is measured."""
        cdef int place, span = COMMON * self.step
        if self.runs is NULL:
            self.runs = <number*>PyMem_Malloc((self.shingles(COMMON) + 1) * sizeof(number))
            if self.runs is NULL:
                raise MemoryError
            for place in range(self.shingles(COMMON)):
                self.runs[place] = hashed(self.text, self.edges[place], self.edges[place + span])
        return self.runs

    def covered_by(self, Words other not None):
        """Count what stands in another text too, as the method of this name in Python."""
        cdef number* runs = self.common_runs()
        cdef int place, before = -1, covered = 0, width = COMMON * self.step
        cdef Known known = Known(other)
        for place in range(self.shingles(COMMON)):
            if known.has(runs[place]):
                covered += min(width, place - before) if before >= 0 else width
                before = place
        return covered


cdef class Known:
    """The runs of a text, to be looked up."""

    cdef number* table
    cdef number mask

    def __cinit__(self, Words words not None):
        cdef number* runs = words.common_runs()
        cdef int place, count = words.shingles(COMMON)
        cdef number room = 4
        while room < <number>(2 * count):
            room *= 2
        self.mask = room - 1
        self.table = <number*>PyMem_Malloc(room * sizeof(number))
        if self.table is NULL:
            raise MemoryError
        memset(self.table, 0xFF, room * sizeof(number))  # NOTHING in each place
        for place in range(count):
            self.table[self.place_of(runs[place])] = runs[place]

    def __dealloc__(self):
        PyMem_Free(self.table)

    cdef inline number place_of(self, number run) noexcept:
        """Give where a run lies, or where there is room for it."""
        cdef number at = run & self.mask
        while self.table[at] != NOTHING and self.table[at] != run:
            at = (at + 1) & self.mask
        return at

    cdef inline bint has(self, number run) noexcept:
        return self.table[self.place_of(run)] == run
