"""Which strings does a format allow?

The names begin with `oa-`, so that the generator of instances does not take its own for them, which differ in places
from what the formats' registry says.
"""

import base64
import datetime
import ipaddress
import uuid

from hypothesis import strategies as st


def _time(hour, minute, second, fraction):
    return f"{hour:02}:{minute:02}:{second:02}{fraction}"


_fraction = st.sampled_from(["", "", ".5", ".123", ".123456", ".000001", ".123456789"])
_offset = st.sampled_from(["Z", "Z", "+00:00", "-08:00", "+05:30", "+14:00"])
_partial_time = st.builds(_time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), _fraction)
_full_time = st.builds("{}{}".format, _partial_time, _offset)
_date = st.dates(datetime.date(1, 1, 2), datetime.date(9999, 12, 30)).map(str)
_domain = st.sampled_from(["example.com", "a.example.org", "xn--bcher-kva.example", "localhost"])
_path = st.sampled_from(["", "/", "/a/b", "/a?b=c&d=%20", "/a#b", "/%E2%82%AC"])
_uri = st.builds("https://{}{}".format, _domain, _path)
_digits = st.integers(-(10**18), 10**18)

STRATEGIES = {
    "date": _date,
    "date-time": st.builds("{}T{}".format, _date, _full_time),
    "time": _full_time,
    "duration": st.sampled_from(["P1D", "PT1H", "P1Y2M3DT4H5M6S", "PT0S", "P2W", "PT36H", "P1M"]),
    "uuid": st.one_of(st.uuids().map(str), st.uuids().map(lambda value: str(value).upper())),
    "byte": st.binary(max_size=40).map(lambda data: base64.b64encode(data).decode()),
    "base64url": st.binary(max_size=40).map(lambda data: base64.urlsafe_b64encode(data).decode().rstrip("=")),
    "email": st.builds("{}@{}".format, st.sampled_from(["a", "a.b", "a+b", "x_1"]), _domain),
    "hostname": _domain,
    "ipv4": st.ip_addresses(v=4).map(str),
    "ipv6": st.ip_addresses(v=6).map(str),
    "uri": _uri,
    "decimal": st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9).map(
        "{:f}".format
    ),
    "int64": _digits.map(str),
    "uint64": st.integers(0, 2**64 - 1).map(str),
    "int32": st.integers(-(2**31), 2**31 - 1).map(str),
    "double": st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).map(repr),
}

ALIASES = {
    "datetime": "date-time",
    "guid": "uuid",
    "uuid4": "uuid",
    "base64": "byte",
    "idn-email": "email",
    "idn-hostname": "hostname",
    "ip": "ipv4",
    "url": "uri",
    "uri-reference": "uri",
    "iri": "uri",
    "iri-reference": "uri",
    "float": "double",
    "decimal128": "decimal",
}

CUSTOM = {f"oa-{name}": strategy for name, strategy in STRATEGIES.items()}


def known(name):
    """The name under which a format's strategy stands, or None."""
    name = ALIASES.get(name, name)
    return f"oa-{name}" if name in STRATEGIES else None


def same_value(a, b):
    """Whether two strings are the same UUID, instant, address or time."""
    return any(_same(parse, a, b) for parse in (uuid.UUID, instant, ipaddress.ip_address, clock))


def _same(parse, a, b):
    try:
        return parse(a) == parse(b)
    except ValueError:
        return False


def instant(text):
    """An instant as (whole seconds, billionths)."""
    text = text.upper().replace(" ", "T")
    date, separator, time = text.partition("T")
    if not separator:
        raise ValueError(text)
    day = datetime.date.fromisoformat(date)
    seconds, fraction = clock(time)
    return day.toordinal() * 86_400 + seconds, fraction


def clock(text):
    """A time of day in UTC as (whole seconds, billionths)."""
    text = text.upper()
    offset = 0
    if text.endswith("Z"):
        text = text[:-1]
    elif len(text) > 6 and text[-6] in "+-":
        sign = 1 if text[-6] == "+" else -1
        offset = sign * (int(text[-5:-3]) * 3600 + int(text[-2:]) * 60)
        text = text[:-6]
    whole, _, fraction = text.partition(".")
    hour, minute, second = whole.split(":")
    return int(hour) * 3600 + int(minute) * 60 + int(second) - offset, int((fraction or "0").ljust(9, "0"))
