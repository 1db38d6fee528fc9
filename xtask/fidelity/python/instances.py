"""Where do the instances of a schema come from?

From hypothesis-jsonschema, within a deadline, or from json-schema-faker, which is quicker by far; where that does not
manage, from `simple`. What was made is kept, since none of them depends on the generator under test.
"""

import hashlib
import json

import engine
import faker
import formats
import simple
from hypothesis_jsonschema import from_schema
from jsonschema import Draft7Validator

_VERSION = "2"


class Cache:
    """The instances made so far, one schema a line."""

    def __init__(self, path):
        self.path = path
        self.known = {}

    def __enter__(self):
        try:
            with open(self.path, encoding="utf-8") as file:
                for line in file:
                    entry = json.loads(line)
                    self.known[entry.pop("key")] = entry
        except (OSError, ValueError):
            pass
        self.file = open(self.path, "a", encoding="utf-8")
        return self

    def __exit__(self, *_):
        self.file.close()

    def fake(self, schemas, count, folder):
        """Makes the instances of all schemas that have none yet, in one go."""
        new = {}
        for schema in schemas:
            key = _key(schema, count)
            if key not in self.known and not isinstance(schema, bool):
                new.setdefault(key, schema)
        found = faker.made([_variants(schema) for schema in new.values()], folder, count) if new else []
        for (key, schema), values in zip(new.items(), found):
            self._keep(key, _faked(schema, values, count))

    def instances(self, schema, count, seconds):
        key = _key(schema, count)
        if key not in self.known or "relaxed" not in self.known[key] and self.known[key]["by"] != "hypothesis":
            self._keep(key, make(schema, count, seconds))
        return self.known[key]

    def _keep(self, key, entry):
        self.known[key] = entry
        self.file.write(json.dumps({"key": key, **entry}) + "\n")
        self.file.flush()


def _key(schema, count):
    text = json.dumps(schema, sort_keys=True)
    return hashlib.sha256(f"{_VERSION} {count} {text}".encode()).hexdigest()[:24]


def _variants(schema):
    whole = full(schema)
    return [whole, schema] if whole != schema else [schema]


def _faked(schema, values, count):
    """The valid ones of the values that were made, and others where there are none."""
    valid = _valid(schema, _distinct(values))
    if valid:
        return {"by": "faker", "relaxed": False, "instances": valid[:count]}
    loose = relaxed(schema)
    valid = _valid(loose, values) if loose != schema else []
    if valid:
        return {"by": "faker", "relaxed": True, "instances": valid[:count]}
    found = simple.make(loose, full(loose), count)
    return {"by": "simple" if found else "none", "relaxed": True, "instances": found[:count]}


def make(schema, count, seconds):
    """A few instances, some of them with everything that the schema declares."""
    found = _made(schema, count, seconds)
    if found:
        return {"by": "hypothesis", "relaxed": False, "instances": found[:count]}
    # Branches of a `oneOf` that overlap leave nothing that is valid for one alone.
    loose = relaxed(schema)
    if loose != schema:
        found = _made(loose, count, seconds)
        if found:
            return {"by": "hypothesis", "relaxed": True, "instances": found[:count]}
    found = simple.make(loose, full(loose), count)
    return {"by": "simple" if found else "none", "relaxed": True, "instances": found[:count]}


def _made(schema, count, seconds):
    found, whole = [], full(schema)
    parts = ((whole, count // 2), (schema, count - count // 2)) if whole != schema else ((schema, count),)
    for variant, wanted in parts:
        found += engine.drawn(lambda: from_schema(variant, custom_formats=formats.CUSTOM), wanted, seconds / len(parts))
    return _valid(schema, _distinct(found))


def relaxed(schema):
    """The schema with `anyOf` for every `oneOf`."""
    if isinstance(schema, list):
        return [relaxed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    out = {}
    for key, value in schema.items():
        if key in ("properties", "patternProperties", "dependencies"):
            out[key] = {name: relaxed(part) for name, part in value.items()}
        elif key in ("enum", "const", "default", "required", "x-defaults"):
            out[key] = value
        elif key != "oneOf":
            out[key] = relaxed(value)
    if "oneOf" in schema:
        branches = {"anyOf": relaxed(schema["oneOf"])}
        if "anyOf" in out:
            out["allOf"] = [*out.get("allOf", []), branches]
        else:
            out.update(branches)
    return out


def full(schema, levels=2, alone=True):
    """The schema with all declared properties required and, where it stands alone, no others."""
    if not isinstance(schema, dict):
        return schema
    out = dict(schema)
    composed = [key for key in ("allOf", "anyOf", "oneOf", "if", "not", "dependencies") if key in out]
    if isinstance(out.get("properties"), dict):
        names = [name for name, value in out["properties"].items() if value is not False]
        if len(names) <= out.get("maxProperties", len(names)):
            out["required"] = sorted({*out.get("required", []), *names})
            if alone and names and not composed and out.get("minProperties", 0) <= len(out["required"]):
                if set(out["required"]) <= set(names) and "patternProperties" not in out:
                    out.setdefault("additionalProperties", False)
        if levels:
            out["properties"] = {name: full(value, levels - 1) for name, value in out["properties"].items()}
    for key in ("allOf", "anyOf", "oneOf"):
        if key in out:
            out[key] = [full(part, levels, key != "allOf" and len(composed) == 1 and alone) for part in out[key]]
    if levels and isinstance(out.get("items"), dict):
        out["items"] = full(out["items"], levels - 1)
    return out


def _distinct(values):
    return list({json.dumps(value, sort_keys=True): value for value in values}.values())


def _valid(schema, values):
    if isinstance(schema, bool):
        return values
    validator = Draft7Validator(schema)
    return [value for value in values if validator.is_valid(value)]
