# Included by the parts that go through the nodes of libxml2: white space, texts, and elements in page order.

cdef inline bint is_space(unsigned char sign) noexcept:
    return sign == 32 or 9 <= sign <= 13 or 28 <= sign <= 31


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
