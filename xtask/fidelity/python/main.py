"""Makes instances of every schema of a document, lets a program read and write them, and compares.

The job's file is named on the command line. The path of the program comes on standard input, when it is compiled; an
end of input without one means that there is none.
"""

import json
import sys

import compare
import instances
import program
import untyped
from documents import Documents
from translate import Translator


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        whole = json.load(file)
    job, documents = whole["job"], Documents(whole["documents"])
    cases = made(job, documents) if "given" not in job else given(job, documents)
    path = sys.stdin.readline().strip()
    if not path:
        return
    results = {"schemas": [], "failures": [], "untyped": untyped.says_more(documents, job["untyped"])}
    answers = program.run(path, job["values"], cases)
    words = documents.listed_strings()
    for case in cases:
        counts = {"pointer": case["pointer"], "by": case["by"], "instances": 0, "equal": 0}
        counts.update({"refused": 0, "changed": 0, "fallback": 0, "accepted": 0, "unnoticed": 0, "blamed": 0})
        for instance in case["instances"]:
            answer = next(answers)
            outcome, kind, detail = compare.judge(case["schema"], instance, answer, words)
            counts["instances"] += 1
            counts[outcome] += 1
            if outcome != "equal":
                failure = {"pointer": case["pointer"], "outcome": outcome, "class": f"{outcome}: {kind}"}
                results["failures"].append({**failure, "detail": detail, "instance": instance, "by": case["by"]})
            if outcome == "equal" and answer[3]:
                # Validation finds fault with what is valid.
                counts["blamed"] += 1
                failure = {"pointer": case["pointer"], "outcome": "blamed", "class": "blamed: by validation"}
                results["failures"].append({**failure, "detail": answer[3], "instance": instance, "by": case["by"]})
        for _ in case["invalid"]:
            answer = next(answers)
            counts["accepted"] += answer[0] == "text" and not answer[1]
            counts["unnoticed"] += answer[0] == "text" and not answer[1] and not answer[3]
        results["schemas"].append(counts)
    with open(job["results"], "w", encoding="utf-8") as file:
        json.dump(results, file)


def made(job, documents):
    """A case for each schema, with instances that are made."""
    translator, cases = Translator(documents), []
    with instances.Cache(job["cache"]) as cache:
        schemas = [translator.translate(entry["document"], entry["pointer"], entry["sent"]) for entry in job["schemas"]]
        if job["faker"]:
            cache.fake([schema for schema in schemas if schema is not None], job["count"], job["faker"])
        for index, (entry, schema) in enumerate(zip(job["schemas"], schemas)):
            # Of `false` there are none to be made.
            found = {"by": "nothing" if schema is False else "none", "instances": []}
            if schema is not None and schema is not False:
                found = cache.instances(schema, job["count"], job["seconds"])
                if found.get("relaxed"):
                    schema = instances.relaxed(schema)
            cases.append({"index": index, "pointer": entry["pointer"], "schema": schema, "invalid": [], **found})
    return cases


def given(job, documents):
    """A case for each schema, with the instances that are given."""
    translator, cases = Translator(documents), []
    for index, (entry, values) in enumerate(zip(job["schemas"], job["given"])):
        schema = translator.translate(entry["document"], entry["pointer"])
        case = {"index": index, "pointer": entry["pointer"], "schema": schema, "by": "given"}
        cases.append({**case, "instances": values["valid"], "invalid": values["invalid"]})
    return cases


if __name__ == "__main__":
    sys.setrecursionlimit(20_000)
    main()
