"""How are the instances of many schemas made at once, by json-schema-faker?"""

import json
import os
import subprocess

import engine
import formats


def made(schemas, folder, count):
    """For each list of variants of a schema some values, of which not all need be valid."""
    pools = {name: engine.drawn(strategy, 16, 10.0) for name, strategy in formats.CUSTOM.items()}
    variants = [[json.dumps(variant) for variant in of] for of in schemas]
    job = json.dumps({"schemas": variants, "count": count, "formats": pools})
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fake.cjs")
    done = subprocess.run(["node", script, folder], input=job.encode(), stdout=subprocess.PIPE, check=True)
    lines = done.stdout.decode("utf-8").splitlines()
    return [[json.loads(text) for text in json.loads(line)] for line in lines]
