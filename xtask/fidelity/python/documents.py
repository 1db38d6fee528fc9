"""Where does a reference lead?"""

from urllib.parse import unquote


class Documents:
    def __init__(self, roots):
        self.roots = roots
        self.anchors = [None] * len(roots)

    def dialect(self, document):
        """The version as numbers: (2, 0), (3, 0), (3, 1)."""
        root = self.roots[document]
        text = str(root.get("openapi") or root.get("swagger") or "3.1") if isinstance(root, dict) else "3.1"
        parts = [int(part) for part in text.split(".")[:2] if part.isdigit()]
        return tuple(parts) if len(parts) == 2 else (3, 1)

    def at(self, document, pointer):
        """The node at a pointer with `#` before it. Raises KeyError."""
        node = self.roots[document]
        for segment in pointer.lstrip("#").split("/")[1:]:
            segment = segment.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list):
                try:
                    node = node[int(segment)]
                except (ValueError, IndexError):
                    raise KeyError(pointer) from None
            elif isinstance(node, dict):
                node = node[segment]
            else:
                raise KeyError(pointer)
        return node

    def resolve(self, document, reference):
        """The document, pointer and node that a reference of this document names. Raises KeyError."""
        if not isinstance(reference, str):
            raise KeyError(reference)
        if not reference.startswith("#"):
            anchor = self._anchors(document).get(reference)
            if anchor is None:
                return self._elsewhere(reference)
            return (document, *anchor)
        fragment = unquote(reference[1:])
        if fragment and not fragment.startswith("/"):
            anchor = self._anchors(document).get(reference)
            if anchor is None:
                raise KeyError(reference)
            return (document, *anchor)
        try:
            return document, "#" + fragment, self.at(document, "#" + fragment)
        except KeyError:
            return document, reference, self.at(document, reference)

    def _elsewhere(self, reference):
        raise KeyError(reference)

    def _anchors(self, document):
        if self.anchors[document] is None:
            found = {}

            def walk(node, pointer):
                if isinstance(node, dict):
                    for key in ("$anchor", "$dynamicAnchor"):
                        if isinstance(node.get(key), str):
                            found.setdefault("#" + node[key], (pointer, node))
                    if isinstance(node.get("$id"), str):
                        found.setdefault(node["$id"], (pointer, node))
                    for key, value in node.items():
                        walk(value, pointer + "/" + str(key).replace("~", "~0").replace("/", "~1"))
                elif isinstance(node, list):
                    for index, value in enumerate(node):
                        walk(value, f"{pointer}/{index}")

            walk(self.roots[document], "#")
            self.anchors[document] = found
        return self.anchors[document]

    def tags(self):
        """The names of the properties that tell the branches of unions apart."""
        nodes = (node.get("discriminator") for node in self._objects())
        names = (node.get("propertyName") if isinstance(node, dict) else node for node in nodes)
        return {name for name in names if isinstance(name, str)}

    def _objects(self):
        open_nodes = list(self.roots)
        while open_nodes:
            node = open_nodes.pop()
            if isinstance(node, dict):
                yield node
                open_nodes.extend(node.values())
            elif isinstance(node, list):
                open_nodes.extend(node)

    def listed_strings(self):
        """Every string that an enum or a constant lists."""
        found = set()
        for node in self._objects():
            values = node.get("enum")
            if isinstance(values, list):
                found.update(value for value in values if isinstance(value, str))
            if isinstance(node.get("const"), str):
                found.add(node["const"])
        return found
