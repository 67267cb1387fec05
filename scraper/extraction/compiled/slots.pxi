# Included by the parts that read or fill blocks and regions by their slots, once they are sure of them.

cdef extern from *:
    """
    #include <structmember.h>
    static Py_ssize_t slot_of(PyObject *member) {
        return Py_TYPE(member) == &PyMemberDescr_Type ? ((PyMemberDescrObject *)member)->d_member->offset : -1;
    }
    static void put(PyObject *one, Py_ssize_t slot, PyObject *value) {
        PyObject **place = (PyObject **)((char *)one + slot), *before = *place;
        Py_INCREF(value);
        *place = value;
        Py_XDECREF(before);
    }
    """
    Py_ssize_t slot_of(object)
    void put(PyObject*, Py_ssize_t, PyObject*)

SLOTS = {
    Region: "_names _own blocks element good linked parent start tag tags text",
    Block: "anchors bold called index is_good linked region size text",
}
for owner, known in SLOTS.items():
    if sorted(owner.__slots__) != known.split():
        raise ImportError(f"{__name__} knows other slots of {owner.__name__}")

cdef Py_ssize_t slot(owner, name) except -1:
    cdef Py_ssize_t found = slot_of(owner.__dict__[name])
    if found < 0:
        raise ImportError(f"{owner.__name__} keeps no {name} in a slot")
    return found

cdef Py_ssize_t R_ELEMENT = slot(Region, "element"), R_PARENT = slot(Region, "parent"), R_START = slot(Region, "start")
cdef Py_ssize_t R_TAG = slot(Region, "tag"), R_TAGS = slot(Region, "tags"), R_TEXT = slot(Region, "text")
cdef Py_ssize_t R_LINKED = slot(Region, "linked"), R_GOOD = slot(Region, "good"), R_BLOCKS = slot(Region, "blocks")
cdef Py_ssize_t R_OWN = slot(Region, "_own"), R_NAMES = slot(Region, "_names")
cdef Py_ssize_t B_TEXT = slot(Block, "text"), B_REGION = slot(Block, "region"), B_INDEX = slot(Block, "index")
cdef Py_ssize_t B_SIZE = slot(Block, "size"), B_LINKED = slot(Block, "linked"), B_ANCHORS = slot(Block, "anchors")
cdef Py_ssize_t B_BOLD = slot(Block, "bold"), B_CALLED = slot(Block, "called"), B_IS_GOOD = slot(Block, "is_good")
