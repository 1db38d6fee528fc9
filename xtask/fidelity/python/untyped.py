"""Which places hold a JSON value although their schema says more?"""

# What says nothing of the values themselves.
_WORDS = {
    "title", "description", "example", "examples", "default", "deprecated", "readOnly", "writeOnly", "nullable",
    "externalDocs", "xml", "$comment", "$id", "$anchor", "$schema", "$defs", "definitions", "discriminator",
}  # fmt: skip


def says_more(documents, pointers):
    found = []
    for pointer in pointers:
        for document in range(len(documents.roots)):
            try:
                schema = documents.at(document, pointer)
            except KeyError:
                continue
            if _says(documents, document, schema, 0):
                found.append(pointer)
            break
    return found


def _says(documents, document, schema, depth):
    if not isinstance(schema, dict) or depth > 20:
        return False
    if "$ref" in schema:
        try:
            document, _, target = documents.resolve(document, schema["$ref"])
        except KeyError:
            return True
        return _says(documents, document, target, depth + 1)
    said = {key for key in schema if key not in _WORDS and not key.startswith("x-")}
    for key in ("allOf", "anyOf", "oneOf"):
        if key in said and isinstance(schema[key], list):
            says = [_says(documents, document, part, depth + 1) for part in schema[key]]
            # One branch that takes anything is enough to say nothing.
            if not (any(says) if key == "allOf" else all(says)):
                said.discard(key)
    return bool(said)
