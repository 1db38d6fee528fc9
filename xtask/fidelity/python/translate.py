"""What does a schema of OpenAPI say, in words of draft 7 and without references?

The generator of instances knows no other draft and no recursion. So references are put in place, a few levels deep;
beyond that an optional property is left out, a list is empty, and of a union's branches those are kept that end.
Formats get the names of strategies of our own, and integers the bounds of their format.

What is taken for what its author meant, beyond the letter: a schema without `type` that speaks of properties is one of
objects, of items one of lists; a discriminator's property has the value that leads to the branch; a property that says
itself that it is required is.
"""

import re
from typing import NamedTuple

import formats
from documents import Documents

# How many levels of references are put in place at most, and how large the outcome may then be.
_BUDGETS = ((3, 400), (2, 700), (1, 1200), (0, 4000), (-1, 20_000))
_MAX_ITEMS = 3
# How many branches of a union stay where only the least is put in place.
_MIN_BRANCHES = 2

_INTEGERS = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
    "uint": (0, 2**63 - 1),
}
_FLOAT_MAX = 3.4e38


class _Cut(Exception):
    """There is no room here for a value."""


class _TooLarge(Exception):
    pass


class _Beside(NamedTuple):
    """What other parts say of the objects that a part is of."""

    needed: frozenset
    hidden: frozenset

    def needing(self, name):
        return _Beside(self.needed | {name}, self.hidden)


_NOTHING = _Beside(frozenset(), frozenset())


class Translator:
    def __init__(self, documents: Documents):
        self.documents = documents
        self.nodes = 0
        self.budget = 0
        self.depth = 0
        # Whether values are translated as they are sent, without what only the server sets.
        self.sent = False
        self.tags = documents.tags()

    def translate(self, document, pointer, sent=False):
        """The schema at a pointer; None if there is none, or none of a size that can be handled."""
        try:
            schema = self.documents.at(document, pointer)
        except (KeyError, TypeError):
            return None
        self.sent = sent
        for self.depth, self.budget in _BUDGETS:
            self.nodes = 0
            try:
                return self._schema(schema, document, (pointer,), self.depth < 0)
            except _TooLarge:
                continue
            except _Cut:
                # Nothing finite is valid, or nothing within this depth.
                continue
        return None

    def _schema(self, schema, document, stack, minimal, beside=_NOTHING):
        self.nodes += 1
        if self.nodes > self.budget:
            raise _TooLarge
        if isinstance(schema, bool):
            return schema
        if not isinstance(schema, dict):
            return True
        for key in ("$ref", "$dynamicRef", "$recursiveRef"):
            if key in schema:
                return self._reference(schema, key, document, stack, minimal, beside)
        return self._own(schema, document, stack, minimal, beside)

    def _reference(self, schema, key, document, stack, minimal, beside):
        try:
            found, pointer, target = self.documents.resolve(document, schema[key])
        except KeyError:
            return True
        again = stack.count((found, pointer)) + stack.count(pointer)
        if again >= (1 if minimal else 2):
            raise _Cut
        if not minimal and len(stack) > self.depth:
            raise _Cut
        target = self._schema(target, found, (*stack, (found, pointer)), minimal, beside)
        siblings = {name: value for name, value in schema.items() if name != key}
        if "default" in schema:
            target = {"allOf": [target], "default": schema["default"]}
        if self.documents.dialect(document) >= (3, 1) and any(name in _SAYS for name in siblings):
            return {"allOf": [target, self._own(siblings, document, stack, minimal, beside)]}
        return target

    def _own(self, schema, document, stack, minimal, beside):
        out = {}
        if any(isinstance(schema.get(key), list) for key in ("allOf", "anyOf", "oneOf")):
            beside = self._say(schema, document, beside, 0)

        def inner(value):
            return self._schema(value, document, stack, minimal)

        types = self._types(schema)
        if types:
            out["type"] = types if len(types) > 1 else types[0]
        if isinstance(schema.get("enum"), list) and schema["enum"]:
            out["enum"] = list(schema["enum"])
        if "const" in schema:
            out["const"] = schema["const"]
        if "default" in schema:
            # It says nothing of what is valid; the comparison looks at it.
            out["default"] = schema["default"]
        self._numbers(schema, types, out)
        self._strings(schema, types, out)
        if _may_be(types, "array"):
            self._lists(schema, out, inner)
        if _may_be(types, "object"):
            self._objects(schema, document, stack, minimal, beside, out)
        self._composition(schema, document, stack, minimal, beside, out)
        if schema.get("nullable") is True or schema.get("x-nullable") is True:
            return _or_null(out)
        return out

    def _types(self, schema):
        given = schema.get("type")
        given = given if isinstance(given, list) else [given]
        types = []
        for name in given:
            if name == "file":
                name = "string"
            if name == "number" and schema.get("format") in _INTEGERS:
                name = "integer"
            if name in ("null", "boolean", "integer", "number", "string", "array", "object") and name not in types:
                types.append(name)
        if types or "enum" in schema or "const" in schema:
            return types
        if any(key in schema for key in ("properties", "additionalProperties", "patternProperties")):
            return ["object"]
        if any(key in schema for key in ("items", "prefixItems")):
            return ["array"]
        return []

    def _numbers(self, schema, types, out):
        if not (_may_be(types, "integer") or _may_be(types, "number")):
            return
        low, high = _number(schema.get("minimum")), _number(schema.get("maximum"))
        if low is not None:
            out["exclusiveMinimum" if schema.get("exclusiveMinimum") is True else "minimum"] = low
        if high is not None:
            out["exclusiveMaximum" if schema.get("exclusiveMaximum") is True else "maximum"] = high
        for key in ("exclusiveMinimum", "exclusiveMaximum"):
            if _number(schema.get(key)) is not None:
                out[key] = schema[key]
        multiple = _number(schema.get("multipleOf"))
        if multiple is not None and multiple > 0:
            out["multipleOf"] = multiple
        if "integer" in types and "number" not in types:
            first, last = _INTEGERS.get(schema.get("format"), _INTEGERS["int64"])
            _bound(out, first, last)
        elif "number" in types:
            if schema.get("format") == "float":
                out["x-format"] = "float"
                _bound(out, -_FLOAT_MAX, _FLOAT_MAX)
            elif schema.get("format") in _INTEGERS:
                _bound(out, *_INTEGERS[schema["format"]])

    def _strings(self, schema, types, out):
        if not _may_be(types, "string"):
            return
        name = schema.get("format")
        name = formats.known(name) if isinstance(name, str) else None
        if name:
            # A format's strings are as long as they are, and a pattern repeats what it says.
            out["format"] = name
            return
        for key in ("minLength", "maxLength"):
            value = _number(schema.get(key))
            if value is not None and 0 <= value == int(value):
                out[key] = int(value)
        if out.get("minLength", 0) > 200:
            del out["minLength"]
        pattern = schema.get("pattern")
        if isinstance(pattern, str):
            pattern = _python_pattern(pattern)
            if pattern is not None:
                out["pattern"] = pattern

    def _lists(self, schema, out, inner):
        least = _number(schema.get("minItems")) or 0
        most = _number(schema.get("maxItems"))
        if least > 20:
            least = 0
        prefix = schema.get("prefixItems")
        if prefix is None and isinstance(schema.get("items"), list):
            prefix = schema["items"]
        tail = schema.get("items") if not isinstance(schema.get("items"), list) else schema.get("additionalItems")
        if isinstance(prefix, list):
            out["items"] = [inner(item) for item in prefix]
            if tail is None and schema.get("unevaluatedItems") is False:
                tail = False
            if tail is not None:
                try:
                    out["additionalItems"] = inner(tail)
                except _Cut:
                    out["additionalItems"] = False
            most = min(most, len(prefix) + _MAX_ITEMS) if most is not None else len(prefix) + _MAX_ITEMS
        elif "items" in schema:
            try:
                out["items"] = inner(tail)
            except _Cut:
                if least > 0:
                    raise
                most = 0
        if "array" in self._types(schema) or "items" in schema or isinstance(prefix, list):
            out["maxItems"] = int(min(most if most is not None else _MAX_ITEMS, max(least, _MAX_ITEMS + len(prefix or []))))
        if least:
            out["minItems"] = int(least)
        if schema.get("uniqueItems") is True:
            out["uniqueItems"] = True
        if "contains" in schema:
            out["contains"] = inner(schema["contains"])

    def _say(self, schema, document, beside, depth):
        """What is said of the same objects, with what a schema and its parts do."""
        if not isinstance(schema, dict) or depth > 8:
            return beside
        if "$ref" in schema:
            try:
                found, _, target = self.documents.resolve(document, schema["$ref"])
            except KeyError:
                return beside
            return self._say(target, found, beside, depth + 1)
        required = schema.get("required")
        names = [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
        beside = _Beside(beside.needed.union(names), beside.hidden | self._hidden(schema, document))
        parts = schema.get("allOf")
        for part in parts if isinstance(parts, list) else []:
            beside = self._say(part, document, beside, depth + 1)
        return beside

    def _hidden(self, schema, document):
        """The properties that are not sent, since only the server sets them."""
        properties = schema.get("properties")
        if not self.sent or not isinstance(properties, dict):
            return set()
        return {
            name
            for name, value in properties.items()
            if self._is_read_only(value, document) and not self._tells(name, value)
        }

    def _objects(self, schema, document, stack, minimal, beside, out):
        required = schema.get("required")
        required = [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
        hidden = beside.hidden | self._hidden(schema, document)
        properties, read_only = schema.get("properties"), set()
        if self.sent and isinstance(properties, dict):
            read_only = {name for name, value in properties.items() if self._is_read_only(value, document)}
            properties = {name: False if name in hidden else value for name, value in properties.items()}
        required = [name for name in required if name not in hidden]
        if isinstance(properties, dict):
            for name, value in properties.items():
                if isinstance(value, dict) and value.get("required") in (True, "true") and name not in required:
                    required = [*required, name]
            if isinstance(properties.get("$ref"), str):
                # What is referred to in the place of a property's schema is meant to give the properties.
                out["allOf"] = [self._part(properties, document, stack, minimal, beside)]
                properties = {name: value for name, value in properties.items() if name != "$ref"}
        if required:
            out["required"] = required
        if isinstance(properties, dict):
            out["properties"] = {}
            for name, value in properties.items():
                out["properties"][name] = self._property(
                    value, name in required or name in beside.needed - hidden, document, stack, minimal
                )
                if name in read_only and isinstance(out["properties"][name], dict):
                    out["properties"][name] = {**out["properties"][name], "x-read-only": True}
                if out["properties"][name] is False and isinstance(value, dict):
                    said = [value, *(part for part in value.get("allOf", []) if isinstance(part, dict))]
                    for default in [part["default"] for part in said if "default" in part]:
                        out.setdefault("x-defaults", {})[name] = default
        rest = schema.get("additionalProperties")
        if rest is None and schema.get("unevaluatedProperties") is False and not any(
            key in schema for key in ("allOf", "anyOf", "oneOf", "$ref", "if")
        ):
            rest = False
        if rest is not None:
            out["additionalProperties"] = self._property(rest, False, document, stack, minimal)
        patterns = schema.get("patternProperties")
        if isinstance(patterns, dict):
            known = {_python_pattern(pattern): value for pattern, value in patterns.items()}
            known.pop(None, None)
            out["patternProperties"] = {
                pattern: self._property(value, False, document, stack, minimal) for pattern, value in known.items()
            }
        if "propertyNames" in schema:
            out["propertyNames"] = self._schema(schema["propertyNames"], document, stack, minimal)
        least, most = _number(schema.get("minProperties")), _number(schema.get("maxProperties"))
        if least and least <= 20:
            out["minProperties"] = int(least)
        if most is not None:
            out["maxProperties"] = int(most)
        dependencies = {}
        for key in ("dependencies", "dependentRequired", "dependentSchemas"):
            if isinstance(schema.get(key), dict):
                for name, value in schema[key].items():
                    if not isinstance(value, list):
                        value = self._schema(value, document, stack, minimal)
                    dependencies[name] = value
        if dependencies:
            out["dependencies"] = dependencies

    def _tells(self, name, value):
        """Whether a property may be what tells the branches of a union apart."""
        return name in self.tags or (isinstance(value, dict) and ("const" in value or len(value.get("enum", [])) == 1))

    def _is_read_only(self, value, document):
        for _ in range(10):
            if not isinstance(value, dict):
                return False
            if value.get("readOnly") is True:
                return True
            parts = value.get("allOf")
            if isinstance(parts, list) and any(self._is_read_only(part, document) for part in parts):
                return True
            if "$ref" not in value:
                return False
            try:
                document, _, value = self.documents.resolve(document, value["$ref"])
            except KeyError:
                return False
        return False

    def _property(self, value, required, document, stack, minimal):
        """The schema of a property, `False` where it has to be left out."""
        if minimal and not required:
            return False if not isinstance(value, bool) else value
        try:
            return self._schema(value, document, stack, minimal)
        except _Cut:
            if not required or minimal:
                if required:
                    raise
                return False
        return self._schema(value, document, stack, True)

    def _composition(self, schema, document, stack, minimal, beside, out):
        if isinstance(schema.get("allOf"), list) and schema["allOf"]:
            # The parts of an object stand on its own level.
            parts = [self._part(part, document, stack, minimal, beside) for part in schema["allOf"]]
            out["allOf"] = out.get("allOf", []) + parts
        for key in ("anyOf", "oneOf"):
            branches = schema.get(key)
            if not isinstance(branches, list) or not branches:
                continue
            kept = []
            for branch in branches:
                if minimal and len(kept) >= _MIN_BRANCHES:
                    # All of them within each other would be beyond any size.
                    break
                try:
                    kept.append(self._tagged(schema, branch, document, stack, minimal, beside))
                except _Cut:
                    continue
            if not kept:
                raise _Cut
            out[key] = kept
        for key in ("not", "if", "then", "else"):
            if key in schema:
                out[key] = self._schema(schema[key], document, stack, minimal)

    def _part(self, part, document, stack, minimal, beside):
        try:
            return self._schema(part, document, stack, minimal, beside)
        except _Cut:
            if minimal:
                raise
        return self._schema(part, document, stack, True, beside)

    def _tagged(self, schema, branch, document, stack, minimal, beside):
        """A branch, with the value of the tag that leads to it."""
        discriminator = schema.get("discriminator")
        name = discriminator.get("propertyName") if isinstance(discriminator, dict) else None
        reference = branch.get("$ref") if isinstance(branch, dict) else None
        if not isinstance(name, str) or not isinstance(reference, str):
            return self._schema(branch, document, stack, minimal, beside)
        out = self._schema(branch, document, stack, minimal, beside.needing(name))
        mapping = discriminator.get("mapping")
        mapping = mapping if isinstance(mapping, dict) else {}
        key = reference.rsplit("/", 1)[-1]
        tags = [tag for tag, target in mapping.items() if target in (reference, key)]
        # What is mapped leads there, whatever else the branch lists; a branch may list the values of all, among them the
        # key of its own.
        listed = _listed_values(out, name)
        if not tags and listed and key not in listed:
            tag = {}
        else:
            tag = {"enum": tags or [key]}
        return {"allOf": [out, {"type": "object", "required": [name], "properties": {name: tag}}]}


# What makes a sibling of a reference worth a part of its own.
_SAYS = {
    "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format",
    "minLength", "maxLength", "pattern", "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "properties",
    "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties",
    "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas",
}  # fmt: skip


def _listed_values(schema, name):
    """The values that a schema itself lists for a property."""
    if not isinstance(schema, dict):
        return []
    listed = _listed(schema.get("properties", {}).get(name))
    parts = (part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, []))
    return listed + [value for part in parts for value in _listed_values(part, name)]


def _listed(schema):
    if not isinstance(schema, dict):
        return []
    listed = [*schema.get("enum", []), *([schema["const"]] if "const" in schema else [])]
    parts = (part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, []))
    return listed + [value for part in parts for value in _listed(part)]


def _or_null(schema):
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(key in schema for key in ("enum", "const", "allOf", "anyOf", "oneOf", "not", "if")):
            return {**schema, "type": [*types, *(["null"] if "null" not in types else [])]}
    return {"anyOf": [schema, {"type": "null"}]}


def _may_be(types, name):
    return not types or name in types


def _number(value):
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _bound(out, first, last):
    """Adds the bounds of a format, where the schema's own are no narrower, and leave anything."""
    lows = [out[key] for key in ("minimum", "exclusiveMinimum") if key in out]
    highs = [out[key] for key in ("maximum", "exclusiveMaximum") if key in out]
    if not any(first <= low for low in lows) and not any(high < first for high in highs):
        out["minimum"] = first
    if not any(high <= last for high in highs) and not any(low > last for low in lows):
        out["maximum"] = last


def _python_pattern(pattern):
    """A regular expression as Python has it, if it does."""
    if re.fullmatch(r"/.*[$^].*/[a-z]*", pattern):
        # A literal of JavaScript's, which matches nothing as it stands.
        return None
    pattern = pattern.replace("(?<", "(?P<").replace("(?P<=", "(?<=").replace("(?P<!", "(?<!")
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None
    return pattern
