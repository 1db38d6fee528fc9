"""What is an instance of a schema that the other generator does not manage?

It goes through the schema once, with a choice at each union, and tries again until a value is valid.
"""

import random

import engine
import formats
from hypothesis import strategies as st
from jsonschema import Draft7Validator

_TRIES = 12


def make(schema, full, count):
    if isinstance(schema, bool):
        return [{}] if schema else []
    choice = random.Random(7)
    validator = Draft7Validator(schema)
    valid = []
    for index in range(count * _TRIES):
        try:
            value = _value(full if index % 2 else schema, choice, index % 2 == 1, 0)
        except _Nothing:
            continue
        if value not in valid and validator.is_valid(value):
            valid.append(value)
        if len(valid) >= count:
            break
    return valid


class _Nothing(Exception):
    pass


def _value(schema, choice, full, depth):
    if schema is False or depth > 40:
        raise _Nothing
    if schema is not True:
        schema = _flat(schema, choice, depth)
    if schema is True or not schema:
        return choice.choice([None, True, 7, "text", [], {"key": "value"}])
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        if not schema["enum"]:
            raise _Nothing
        return choice.choice(schema["enum"])
    types = schema.get("type") or ["object" if "properties" in schema or "required" in schema else "string"]
    kind = choice.choice(types) if isinstance(types, list) else types
    return _of_type(kind, schema, choice, full, depth)


def _flat(schema, choice, depth):
    """What a schema, its parts and a branch of each of its unions say together, without parts and unions."""
    if not any(key in schema for key in ("allOf", "anyOf", "oneOf")):
        return schema
    flat, unions = _parts(schema, depth)
    while unions:
        flat, more = _first(flat, choice.sample(unions[0], len(unions[0])), depth)
        unions = unions[1:] + more
        depth += 1
    return flat


def _parts(schema, depth):
    """What a schema and its parts say, and the branches of all unions among them."""
    if schema is False or depth > 40:
        raise _Nothing
    if schema is True:
        return {}, []
    flat = {key: value for key, value in schema.items() if key not in ("allOf", "anyOf", "oneOf")}
    unions = [schema[key] for key in ("anyOf", "oneOf") if key in schema]
    for part in schema.get("allOf", []):
        own, more = _parts(part, depth + 1)
        flat, unions = _both(flat, own), unions + more
    return flat, unions


def _first(flat, branches, depth):
    """What a schema and the first branch that goes with it say together, and the unions of that branch."""
    for branch in branches:
        try:
            own, more = _parts(branch, depth + 1)
            return _both(flat, own), more
        except _Nothing:
            continue
    raise _Nothing


def _both(one, other):
    """What two schemas without parts say together."""
    out = dict(one)
    for key, value in other.items():
        if key not in out:
            out[key] = value
        elif key == "properties":
            out[key] = {**out[key]}
            for name, own in value.items():
                out[key][name] = {"allOf": [out[key][name], own]} if name in out[key] else own
        elif key == "required":
            out[key] = list(dict.fromkeys([*out[key], *value]))
        elif key == "type":
            out[key] = _types(out[key], value)
        elif key == "enum":
            out[key] = [known for known in out[key] if known in value]
        elif key == "const" and out[key] != value:
            raise _Nothing
        elif key in ("items", "additionalProperties") and not any(isinstance(of, list) for of in (value, out[key])):
            out[key] = {"allOf": [out[key], value]}
        elif key in ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"):
            out[key] = max(out[key], value)
        elif key in ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"):
            out[key] = min(out[key], value)
    if "enum" in out and (not out["enum"] or "const" in out and out["const"] not in out["enum"]):
        raise _Nothing
    return out


def _types(one, other):
    one, other = ([types] if isinstance(types, str) else types for types in (one, other))
    wide = {"integer"} if "number" in one or "number" in other else set()
    types = [name for name in [*one, *(wide & set(other))] if name in other or name in wide]
    if not types:
        raise _Nothing
    return list(dict.fromkeys(types))


def _of_type(kind, schema, choice, full, depth):
    if kind == "null":
        return None
    if kind == "boolean":
        return choice.random() < 0.5
    if kind in ("integer", "number"):
        return _number(kind, schema, choice)
    if kind == "string":
        return _string(schema, choice)
    if kind == "array":
        return _list(schema, choice, full, depth)
    return _object(schema, choice, full, depth)


def _number(kind, schema, choice):
    low = schema.get("minimum", schema.get("exclusiveMinimum", -1000))
    high = schema.get("maximum", schema.get("exclusiveMaximum", max(low, 0) + 1000))
    low = max(low, min(high, 0) - 1000)
    step = schema.get("multipleOf")
    if step:
        return max(1, -(-low // step)) * step
    if kind == "integer":
        first = int(low) + (1 if "exclusiveMinimum" in schema else 0)
        last = int(high) - (1 if "exclusiveMaximum" in schema else 0)
        return choice.randint(first, max(first, last))
    return round(choice.uniform(low, high), 3)


def _string(schema, choice):
    if schema.get("format") in formats.CUSTOM:
        return choice.choice(_pool(schema["format"], formats.CUSTOM[schema["format"]]))
    if "pattern" in schema:
        pool = _pool(schema["pattern"], st.from_regex(schema["pattern"]))
        if not pool:
            raise _Nothing
        return choice.choice(pool)
    least = schema.get("minLength", 0)
    most = schema.get("maxLength", least + 8)
    return "".join(choice.choice("abcxyz 09-_é") for _ in range(choice.randint(least, max(least, min(most, least + 8)))))


_pools = {}


def _pool(name, strategy):
    if name not in _pools:
        _pools[name] = engine.drawn(strategy, 12, 2.0)
    return _pools[name]


def _list(schema, choice, full, depth):
    items, least = schema.get("items", True), schema.get("minItems", 0)
    most = schema.get("maxItems", least + 2)
    if isinstance(items, list):
        return [_value(item, choice, full, depth + 1) for item in items]
    length = max(least, min(most, choice.randint(1, 2) if full else choice.randint(0, 2)))
    try:
        return [_value(items, choice, full, depth + 1) for _ in range(length)]
    except _Nothing:
        if least:
            raise
        return []


def _object(schema, choice, full, depth):
    required, out = schema.get("required", []), {}
    properties = schema.get("properties", {})
    for name, value in properties.items():
        if name in required or choice.random() < (0.8 if full else 0.3):
            try:
                out[name] = _value(value, choice, full, depth + 1)
            except _Nothing:
                if name in required:
                    raise
    rest = schema.get("additionalProperties", True)
    for name in required:
        if name not in out:
            out[name] = _value(rest, choice, full, depth + 1)
    wanted = schema.get("minProperties", 0) - len(out)
    if rest is not True and rest is not False and not properties:
        wanted = max(wanted, 1)
    for index in range(max(0, wanted)):
        try:
            out[f"key {index}"] = _value(rest, choice, full, depth + 1)
        except _Nothing:
            break
    return out
