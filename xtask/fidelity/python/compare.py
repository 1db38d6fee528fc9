"""Did a value come back as it went in?"""

import json
import re
import struct

import formats
from jsonschema import Draft7Validator

_DIGITS = re.compile(r"-?\d[\d.e+-]*")
_QUOTED = re.compile(r"`[^`]*`|\"(?:[^\"\\]|\\.)*\"")
_PLACE = re.compile(r" at line \d+ column \d+$")
_NAME = re.compile(r" \(\w+\)")
_PATH = re.compile(r"^.*?: (?=invalid|missing|unknown|duplicate|expected)")


def judge(schema, instance, answer, words):
    """The outcome, its class, and what there is to say of it."""
    if answer[0] == "fault":
        return "refused", _class_of(answer[1]), answer[1]
    _, kept, text, _ = answer
    try:
        written = json.loads(text)
    except ValueError as error:
        return "changed", "no JSON", f"{error}: {text[:200]}"
    different = _difference([schema], instance, written, "")
    if different:
        kind, at = different
        return "changed", kind, f"{at}: {kind}, written: {text[:500]}"
    declared = None
    for what in kept:
        if not what.startswith('"'):
            # What keeps a property that an open object does not declare may keep it as it came.
            declared = list(_declared([schema], instance)) if declared is None else declared
            if not any(what.startswith(text) or text.startswith(what) for text in declared):
                continue
        # A string that no enum lists may stand where an open one is declared.
        if not what.startswith('"') or _first_string(what) in words:
            union = "a union's" if not what.startswith('"') else "an enum's"
            return "fallback", f"{union} `Unknown`", what
    return "equal", None, None


def _declared(schemas, instance):
    """The texts of a value, and of all that is in it, of which schemas say something."""
    yield json.dumps(instance, ensure_ascii=False)
    inside = _applied(schemas, instance)
    if isinstance(instance, dict):
        for key, value in instance.items():
            said = _of_property(inside, key)
            if said or not any(schema.get("properties") for schema in inside):
                yield from _declared(said, value)
    elif isinstance(instance, list):
        for index, value in enumerate(instance):
            yield from _declared(_of_item(inside, index), value)


def _class_of(fault):
    fault = _NAME.sub("", _PATH.sub("", _PLACE.sub("", fault)))
    return _DIGITS.sub("N", _QUOTED.sub("…", fault))[:120]


def _first_string(debug):
    match = re.match(r'"((?:[^"\\]|\\.)*)"', debug)
    if not match:
        return None
    return match.group(1).replace('\\"', '"').replace("\\'", "'").replace("\\\\", "\\")


def _difference(schemas, given, written, at):
    """What is not the same, and where; None if nothing is."""
    if _is_number(given) and _is_number(written):
        return None if _same_number(schemas, given, written) else ("a number", at)
    if type(given) is not type(written):
        return f"{_kind(given)} became {_kind(written)}", at
    if isinstance(given, str):
        same = given == written or formats.same_value(given, written)
        return None if same else ("a string", at)
    if isinstance(given, list):
        if len(given) != len(written):
            return ("a list's length", at)
        inside = _applied(schemas, given)
        for index, (one, other) in enumerate(zip(given, written)):
            found = _difference(_of_item(inside, index), one, other, f"{at}/{index}")
            if found:
                return found
        return None
    if isinstance(given, dict):
        return _object_difference(schemas, given, written, at)
    return None if given == written else (f"{_kind(given)}'s value", at)


def _object_difference(schemas, given, written, at):
    inside = None
    for key, value in given.items():
        if key in written and written[key] == value and type(written[key]) is type(value):
            continue
        if inside is None:
            inside = _applied(schemas, given)
        if key not in written:
            lost = _why_lost(inside, key, value)
            if lost:
                return lost, f"{at}/{key}"
        else:
            said = _of_property(inside, key)
            if not said and any(schema.get("properties") for schema in inside):
                # A property that an open object does not declare may be kept in part.
                continue
            found = _difference(said, value, written[key], f"{at}/{key}")
            if found:
                return found
    for key in written:
        if key not in given and not _is_default(_applied(schemas, given), key, written[key]):
            return "a property that was not there", f"{at}/{key}"
    return None


def _is_default(schemas, key, value):
    """Whether a property has the value that it is taken to have when it is absent."""
    cut = [schema["x-defaults"] for schema in schemas if key in schema.get("x-defaults", {})]
    if any(defaults[key] == value or _is_part(defaults[key], value) for defaults in cut):
        return True
    said = _of_property(schemas, key)
    defaults = [schema["default"] for schema in _applied(said, value) if "default" in schema]
    # What is absent from the default has a default of its own.
    return any(default == value or _difference(said, default, value, "") is None for default in defaults)


def _is_part(default, value):
    """Whether a value is an object that has all of another one."""
    if not isinstance(default, dict) or not isinstance(value, dict):
        return False
    return all(key in value and value[key] == own for key, own in default.items())


def _why_lost(schemas, key, value):
    """Why a property had to be kept; None if it is one that an open object does not declare."""
    kind = "null of a property" if value is None else "a property"
    if not any(isinstance(schema.get("properties"), dict) and schema["properties"] for schema in schemas):
        return f"{kind} of a map was lost"
    for schema in schemas:
        if key in schema.get("properties", {}):
            if schema["properties"][key] is False:
                continue
            if isinstance(schema["properties"][key], dict) and schema["properties"][key].get("x-read-only"):
                # Only the server sets it, and this is what is sent.
                continue
            return f"{kind} was lost"
        if any(re.search(pattern, key) for pattern in schema.get("patternProperties", {})):
            return f"{kind} by pattern was lost"
        if schema.get("additionalProperties", False) is not False:
            return f"{kind} beside the declared was lost"
    return None


def _of_property(schemas, key):
    found = []
    for schema in schemas:
        matched = False
        if key in schema.get("properties", {}):
            found.append(schema["properties"][key])
            matched = True
        for pattern, value in schema.get("patternProperties", {}).items():
            if re.search(pattern, key):
                found.append(value)
                matched = True
        if not matched and "additionalProperties" in schema:
            found.append(schema["additionalProperties"])
    return found


def _of_item(schemas, index):
    found = []
    for schema in schemas:
        items = schema.get("items")
        if isinstance(items, list):
            if index < len(items):
                found.append(items[index])
            elif "additionalItems" in schema:
                found.append(schema["additionalItems"])
        elif items is not None:
            found.append(items)
    return found


def _applied(schemas, instance):
    """All schemas that say something of an instance: these, their parts, and the branches that it is valid for."""
    found, waiting = [], list(schemas)
    while waiting:
        schema = waiting.pop()
        if not isinstance(schema, dict):
            continue
        found.append(schema)
        waiting.extend(schema.get("allOf", []))
        for key in ("anyOf", "oneOf"):
            branches = schema.get(key, [])
            waiting.extend(branch for branch in branches if _is_valid(branch, instance))
        if "if" in schema:
            branch = "then" if _is_valid(schema["if"], instance) else "else"
            waiting.append(schema.get(branch, True))
        for key, value in schema.get("dependencies", {}).items():
            if isinstance(value, dict) and isinstance(instance, dict) and key in instance:
                waiting.append(value)
    return found


def _is_valid(schema, instance):
    if isinstance(schema, bool):
        return schema
    return Draft7Validator(schema).is_valid(instance)


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _same_number(schemas, given, written):
    if given == written:
        return True
    inside = [schema for schema in _applied(schemas, given)]
    types = {name for schema in inside for name in _types(schema)}
    if types and types <= {"integer", "null"}:
        return False
    if float(given) == float(written):
        return True
    if any(schema.get("x-format") == "float" for schema in inside):
        return struct.pack("f", given) == struct.pack("f", written)
    return False


def _types(schema):
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else types


def _kind(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    return {int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object"}[type(value)]
