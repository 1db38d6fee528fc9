"""How are values drawn from hypothesis, within a deadline?

The generator of instances builds the strategy of a property anew for each value that it draws. Here it keeps them: what
is generated stays the same, and takes a tenth of the time.
"""

import json
import signal
import sys
import warnings

import hypothesis_jsonschema._from_schema as theirs
from hypothesis import HealthCheck, Phase, given, settings


class _Done(BaseException):
    pass


class _Late(BaseException):
    pass


# An alarm that goes off in a callback, where an exception has nobody to catch it, is followed by another.
_show = sys.unraisablehook
sys.unraisablehook = lambda lost: None if lost.exc_type is _Late else _show(lost)


def drawn(strategy, count, seconds):
    """Up to `count` different values, as many as there are and the time allows."""
    found, is_over = {}, False

    def late(*_):
        # Hypothesis may be within a callback, where an exception is lost; the next alarm comes soon.
        nonlocal is_over
        is_over = True
        raise _Late

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")

            @settings(
                max_examples=count * 3,
                database=None,
                deadline=None,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(strategy() if callable(strategy) else strategy)
            def draw(value):
                if is_over:
                    raise _Late
                # As text, since what is drawn may be changed later.
                found[json.dumps(value)] = None
                if len(found) >= count:
                    raise _Done

            draw()
    except (_Done, _Late):
        pass
    except Exception:  # noqa: BLE001: whatever it is, the other generator takes over
        pass
    finally:
        _stop_alarm()
    return [json.loads(text) for text in found]


def _stop_alarm():
    while True:
        try:
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            signal.setitimer(signal.ITIMER_REAL, 0)
            return
        except _Late:
            # It went off on the way here.
            continue


def _keep_strategies():
    make, known = theirs.__dict__["__from_schema"], {}

    def kept(schema, *, alphabet, custom_formats):
        key = json.dumps(schema, sort_keys=True)
        if key not in known:
            if len(known) > 20_000:
                known.clear()
            known[key] = make(schema, alphabet=alphabet, custom_formats=custom_formats)
        return known[key]

    theirs.__dict__["__from_schema"] = kept
    # There are no references left to resolve.
    theirs.__dict__["resolve_all_refs"] = lambda schema: schema


_keep_strategies()
# The table of characters is made on first use, which is no schema's fault.
theirs.from_schema({"type": "string"}).validate()
