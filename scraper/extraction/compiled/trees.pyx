# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What `scraper.extraction.trees` does, over arrays of C."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc

from scraper.extraction.trees import ROUND

cdef extern from *:
    unsigned int SOURCE_CHECKSUM

CHECKSUM = SOURCE_CHECKSUM


cdef struct Node:
    int place
    int kind
    int high
    double limit
    long long bit


cdef enum:
    LEAF, NUMBER, MASK, FLAG


cdef class Judge:
    """The log-odds that the trees give for the values of one block."""

    cdef Node* nodes
    cdef int* roots
    cdef double* values
    cdef int count, trees, width, round
    cdef double clear

    def __cinit__(self, list trees, layout, double clear):
        cdef Py_ssize_t size = sum(map(_size, trees))
        self.nodes = <Node*>PyMem_Malloc(size * sizeof(Node))
        self.roots = <int*>PyMem_Malloc(len(trees) * sizeof(int))
        self.values = <double*>PyMem_Malloc(layout.width * sizeof(double))
        if self.nodes is NULL or self.roots is NULL or self.values is NULL:
            raise MemoryError
        self.trees, self.width, self.clear, self.round = len(trees), layout.width, clear, ROUND
        for number, tree in enumerate(trees):
            self.roots[number] = self.count
            self.grow(tree, layout)

    def __dealloc__(self):
        PyMem_Free(self.nodes)
        PyMem_Free(self.roots)
        PyMem_Free(self.values)

    cdef int grow(self, tree, layout) except -1:
        """Add a tree: the branch that is taken at most the limit stands right behind its node."""
        cdef Node* node = &self.nodes[self.count]
        self.count += 1
        if len(tree) == 1:
            node.kind, node.limit = LEAF, tree[0]
            return 0
        name, threshold, low, high = tree
        if name in layout.masks:
            node.kind = MASK
            node.place, node.bit = layout.masks[name]
        else:
            node.kind = FLAG if name in layout.flags else NUMBER
            node.place, node.limit = layout.numbers[name], threshold
        self.grow(low, layout)
        node.high = self.count
        self.grow(high, layout)
        return 0

    def __call__(self, values):
        cdef tuple row = values if type(values) is tuple else tuple(values)
        cdef int at, tree
        cdef double score = 0.0, part = 0.0  # added up as Python would: the same to the last bit
        cdef double value
        cdef Node* node
        if len(row) != self.width:
            raise ValueError(f"{len(row)} values for a judge of {self.width}")
        for at in range(self.width):
            self.values[at] = row[at]
        for tree in range(self.trees):
            at = self.roots[tree]
            node = &self.nodes[at]
            while node.kind != LEAF:
                value = self.values[node.place]
                if node.kind == NUMBER:
                    if value <= node.limit:
                        node += 1
                        continue
                elif node.kind == MASK:
                    if not (<long long>value & node.bit):
                        node += 1
                        continue
                elif value == 0:
                    node += 1
                    continue
                node = &self.nodes[node.high]
            part = node.limit if tree % self.round == 0 else part + node.limit
            if tree % self.round == self.round - 1 or tree == self.trees - 1:
                score += part
                if not -self.clear < score < self.clear:
                    return score
        return score


def _size(tree):
    return 1 if len(tree) == 1 else 1 + _size(tree[2]) + _size(tree[3])


def compiled(trees, layout, clear):
    """Make a judge of the trees, which asks no more of them once the log-odds are beyond ``clear``."""
    return Judge(trees, layout, clear)
