# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""What `scraper.extraction.trees`, `judge` and `context` do, over arrays of C."""

import array

from cpython cimport array
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport exp
from libc.string cimport memcpy, memset

from scraper.extraction import context as of_context, judge as of_judge
from scraper.extraction.trees import ROUND

cdef extern from *:
    unsigned int SOURCE_CHECKSUM

CHECKSUM = SOURCE_CHECKSUM

cdef double OUT = of_context._OUT, FAR_OUT = of_judge.FAR_OUT
cdef int FAR = of_context._FAR, SIZE = of_context._SIZE, AROUND = len(of_context.CONTEXT)
cdef array.array NO_NUMBERS = array.array("d")
KNOWN = """
    first_score score-2 score-1 score+1 score+2 score+3 kept_before kept_after kept_here kept_in near_before
"""
if list(of_context.CONTEXT) != KNOWN.split():
    raise ImportError("the compiled judges know another context")


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
        cdef int at
        if len(row) != self.width:
            raise ValueError(f"{len(row)} values for a judge of {self.width}")
        for at in range(self.width):
            self.values[at] = row[at]
        return self.asked(self.values)

    cdef double asked(self, const double* values) noexcept:
        cdef int at, tree
        cdef double score = 0.0, part = 0.0  # added up as Python would: the same to the last bit
        cdef double value
        cdef Node* node
        for tree in range(self.trees):
            at = self.roots[tree]
            node = &self.nodes[at]
            while node.kind != LEAF:
                value = values[node.place]
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


cdef class Context:
    """What a first judgement says of each block, as `context` gives it."""

    cdef Py_ssize_t count
    cdef double* scores  # two before the first, three behind the last
    cdef double* weights
    cdef double* sizes  # by container
    cdef double* held
    cdef Py_ssize_t* containers
    cdef double total, before
    cdef int since

    def __cinit__(self, Py_ssize_t count):
        self.count, self.since = count, FAR
        self.scores = <double*>PyMem_Malloc((count + 5) * sizeof(double))
        self.weights = <double*>PyMem_Malloc((count + 1) * sizeof(double))
        self.sizes = <double*>PyMem_Malloc((count + 1) * sizeof(double))
        self.held = <double*>PyMem_Malloc((count + 1) * sizeof(double))
        self.containers = <Py_ssize_t*>PyMem_Malloc((count + 1) * sizeof(Py_ssize_t))
        if (
            self.scores is NULL or self.weights is NULL or self.sizes is NULL or self.held is NULL
            or self.containers is NULL
        ):
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.scores)
        PyMem_Free(self.weights)
        PyMem_Free(self.sizes)
        PyMem_Free(self.held)
        PyMem_Free(self.containers)

    cdef int read(self, const double* row, Py_ssize_t width, const double* scores, list containers) except -1:
        """Take in the first scores, and add up what each container holds."""
        cdef Py_ssize_t at, number
        cdef dict numbers = {}
        memset(self.sizes, 0, self.count * sizeof(double))
        memset(self.held, 0, self.count * sizeof(double))
        self.scores[0] = self.scores[1] = OUT
        self.scores[self.count + 2] = self.scores[self.count + 3] = self.scores[self.count + 4] = OUT
        for at in range(self.count):
            self.scores[at + 2] = max(OUT, min(-OUT, scores[at]))
            self.weights[at] = row[SIZE] if scores[at] > 0 else 0.0
            number = numbers.setdefault(containers[at], len(numbers))
            self.containers[at] = number
            self.sizes[number] += row[SIZE]
            self.held[number] += self.weights[at]
            row += width
        self.total = sum([self.weights[at] for at in range(self.count)]) or 1.0  # by sum(), which adds up in another way in Python 3.12
        return 0

    cdef int write(self, double* row, Py_ssize_t at) except -1:
        """Write what is known of a block behind its values; they are asked for in order."""
        cdef const double* score = self.scores + at + 2
        cdef double size = self.sizes[self.containers[at]], held = self.held[self.containers[at]]
        row[0], row[1], row[2], row[3], row[4], row[5] = score[0], score[-2], score[-1], score[1], score[2], score[3]
        row[6] = self.before / self.total
        row[7] = (self.total - self.before - self.weights[at]) / self.total
        row[8], row[9] = held / size, held / self.total
        row[10] = self.since
        self.before += self.weights[at]
        self.since = 1 if score[0] > 0 else min(FAR, self.since + 1)
        return 0


def probabilities(Judge first not None, Judge second not None, array.array values not None, list containers not None):
    """Give what `judge.probabilities` gives, of rows whose values stand one behind another."""
    cdef Py_ssize_t at, count = len(containers), width = first.width
    cdef double score
    cdef const double* row = values.data.as_doubles
    cdef array.array scores = array.clone(NO_NUMBERS, count, zero=False)
    cdef Context context = Context(count)
    cdef list found = []
    if values.typecode != "d" or len(values) != count * width or second.width != width + AROUND:
        raise ValueError("these are not the rows of these judges")
    for at in range(count):
        scores.data.as_doubles[at] = first.asked(row + at * width)
    context.read(row, width, scores.data.as_doubles, containers)
    for at in range(count):
        score = scores.data.as_doubles[at]
        context.write(second.values + width, at)
        if score >= FAR_OUT:
            memcpy(second.values, row + at * width, width * sizeof(double))
            score = (score + second.asked(second.values)) / 2
        found.append(1 / (1 + exp(-score)))
    return found
def _size(tree):
    return 1 if len(tree) == 1 else 1 + _size(tree[2]) + _size(tree[3])


def compiled(trees, layout, clear):
    """Make a judge of the trees, which asks no more of them once the log-odds are beyond ``clear``."""
    return Judge(trees, layout, clear)
