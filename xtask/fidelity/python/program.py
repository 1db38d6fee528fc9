"""How are the values put through the compiled program?"""

import json
import subprocess

_SECONDS = 120


def run(path, values, cases):
    """What the program says of each instance of each case, the valid ones first, in order: ("text", kept, text, broken) or ("fault", why)."""
    lines = [
        f"{case['index']}\t{json.dumps(instance, ensure_ascii=False)}\n"
        for case in cases
        for instance in case["instances"] + case["invalid"]
    ]
    answers = []
    while len(answers) < len(lines):
        with open(values, "w", encoding="utf-8") as file:
            file.writelines(lines[len(answers) :])
        said, why = _once(path, values)
        answers.extend(_answer(line) for line in said)
        if len(answers) < len(lines):
            answers.append(("fault", why))
    return iter(answers)


def _once(path, values):
    try:
        done = subprocess.run([path, values], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_SECONDS)
        out, why = done.stdout, f"the program ended with {done.returncode}"
    except subprocess.TimeoutExpired as error:
        out, why = error.stdout or b"", "the program did not end"
    said = out.decode("utf-8").split("\n")
    # What stands after the last line's end is the beginning of a line that never came.
    return said[:-1], why


def _answer(line):
    kind, _, rest = line.partition("\t")
    if kind == "fault":
        return "fault", json.loads(rest)
    kept, _, rest = rest.partition("\t")
    broken, _, text = rest.partition("\t")
    return "text", json.loads(kept), text, json.loads(broken)
