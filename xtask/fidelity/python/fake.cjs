// Instances by json-schema-faker, which makes hundreds while the other generator makes one.
//
// A job on standard input: the schemas in draft 7 and without references, how many values each gets, and for each format
// some strings that it allows. On standard output a line a schema: a list of JSON texts, of which some may not be valid.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");
const { createRequire } = require("module");

const faker = createRequire(path.join(process.argv[2], "package.json"))("json-schema-faker");

// The same values in every run.
let state = 0;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

const job = JSON.parse(fs.readFileSync(0, "utf8"));
faker.option({
  random,
  optionalsProbability: 0.5,
  fixedProbabilities: false,
  fillProperties: false,
  maxItems: 3,
  maxLength: 40,
  failOnInvalidTypes: false,
  failOnInvalidFormat: false,
  useDefaultValue: false,
});
for (const [name, pool] of Object.entries(job.formats)) {
  faker.format(name, () => pool[Math.floor(random() * pool.length)]);
}

// How long one value may take, in milliseconds: some schemas would be tried forever.
const LIMIT = 300;

globalThis.made = () => JSON.stringify(faker.generate(globalThis.schema));
const script = new vm.Script("made()");
const out = [];
for (const entry of job.schemas) {
  const texts = new Set();
  let faults = 0;
  state = 7;
  for (let turn = 0; turn < job.count * 3 && texts.size < job.count * 2 && faults < 3; turn += 1) {
    // It writes into what it is given.
    globalThis.schema = JSON.parse(entry[turn % entry.length]);
    try {
      const text = script.runInThisContext({ timeout: LIMIT });
      if (text !== undefined) texts.add(text);
    } catch {
      faults += 1;
    }
  }
  out.push(JSON.stringify([...texts]));
}
fs.writeSync(1, out.join("\n") + "\n");
