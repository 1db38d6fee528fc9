// Prism 5.14.2, mended: `node --require mended.js …/prism mock …`; with CONFORM_MENDED set, with what it misreads mended, too.
//
// Some requests that are right Prism cannot read: it takes them for something else before it compares them with the document.
// Each mend below names what is wrong and where OpenAPI says how it is; what is compared with what, and by whom, stays as it
// is. So a request that Prism refuses and takes with this is one that Prism itself cannot serve, and one that is refused here,
// too, is wrong.
'use strict';
const fs = require('fs');
const Module = require('module');

/// What a schema is, behind its references and where all its branches but `null` agree.
function effective(schema, bundle, depth = 0) {
  if (!schema || typeof schema !== 'object' || depth > 16) return schema;
  if (schema.$ref) {
    const steps = schema.$ref.replace(/^#\/(__bundled__\/)?/, '').split('/');
    const target = steps.reduce((at, step) => at && at[step.replace(/~1/g, '/').replace(/~0/g, '~')], bundle || {});
    return target ? effective(target, bundle, depth + 1) : schema;
  }
  const types = [].concat(schema.type || []).filter((type) => type !== 'null');
  if (types.length === 1) return { ...schema, type: types[0] };
  const isNull = (branch) => branch && branch.type === 'null';
  const branches = [...(schema.anyOf || []), ...(schema.oneOf || []), ...(schema.allOf || [])].filter((branch) => !isNull(branch));
  const all = branches.map((branch) => effective(branch, bundle, depth + 1));
  if (all.length && all.every((branch) => branch && branch.type === 'array')) return all[0];
  if (all.length && all.every((branch) => branch && (branch.type === 'object' || branch.properties))) {
    return { ...schema, type: 'object', properties: Object.assign({}, schema.properties, ...all.map((branch) => branch.properties)) };
  }
  return schema.properties ? { ...schema, type: 'object' } : schema;
}

/// `a[b][0]=x` as what it stands for: `deepObject`, nested as the servers that have it nest it.
function nested(name, pairs) {
  const root = {};
  for (const [key, value] of pairs) {
    if (!key.startsWith(name + '[')) continue;
    const steps = [...key.slice(name.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1]);
    let at = root;
    steps.forEach((step, index) => {
      const own = step === '' ? String(Object.keys(at).length) : step;
      if (index === steps.length - 1) at[own] = value;
      else at = at[own] = at[own] || {};
    });
  }
  const settle = (of) => {
    if (!of || typeof of !== 'object' || Array.isArray(of)) return of;
    const keys = Object.keys(of);
    const isList = keys.length > 0 && keys.every((key, index) => key === String(index));
    return isList ? keys.map((key) => settle(of[key])) : Object.fromEntries(keys.map((key) => [key, settle(of[key])]));
  };
  return Object.keys(root).length ? settle(root) : undefined;
}

/// Every value that pairs give a name, in one.
function values(name, pairs) {
  return pairs.filter(([key]) => key === name).map(([, value]) => value);
}

const mended = {
  // A query parameter of an object has properties whose names may have capitals, and one whose type is said behind a reference
  // or beside `null` is a list all the same (OpenAPI 3.1, §4.8.12 and §4.8.24). The names of the document that Prism keeps are
  // percent-encoded, and those of a query that has been read are not.
  target(target, name, prefix) {
    const given = Object.entries(target || {});
    if (prefix !== 'query') return Object.fromEntries(given.map(([key, value]) => [key.toLowerCase(), value]));
    const plain = /^([^%]|%[0-9a-f]{2})*$/i.test(name) ? unescape(name).toLowerCase() : name.toLowerCase();
    const own = (key) => key.toLowerCase() === plain || key.toLowerCase().startsWith(plain + '[');
    return Object.fromEntries(
      given.map(([key, value]) => [own(key) ? name.toLowerCase() + key.slice(plain.length) : key, value]),
    );
  },
  effective,

  // What stands around the places of a path template is sent as a URL holds it (RFC 3986, §3.3), such as a space.
  template(template) {
    return template.split(/(\{[^}]*\})/).map((part, index) => (index % 2 ? part : encodeURI(part))).join('');
  },
  // A parameter that is said to be in the path has its place there (§4.8.12, `name`); one without can be given by nobody.
  placed(parameters, template) {
    return parameters.filter((parameter) => template.includes(`{${parameter.name}}`));
  },
  // Of two templates that a path fits, the one that says more of it: `/{id}:cancel` before `/{id}` (§4.8.8.2, concrete first).
  written(fragment) {
    return fragment.replace(/\{[^}]*\}/g, '').length / 1000;
  },
  // What a path or a query holds is text, and text has no type of its own: `1` is the integer of a `oneOf` as well as the string,
  // and no fault of whoever sends either (§4.8.12, and JSON Schema, Core §4.2.1, which compares values and no spellings).
  spelled(schema) {
    if (!mended.spellings.has(schema)) {
      const scalar = (branch) => branch && ['string', 'integer', 'number', 'boolean'].includes(branch.type);
      const any = ({ oneOf, ...rest }) => ({ ...rest, anyOf: oneOf });
      // Two branches of one type are of no use for that.
      const isSpelling = (all) => all.every(scalar) && new Set(all.map((branch) => branch.type)).size === all.length;
      const of = (property) => (property && property.oneOf && !property.anyOf && isSpelling(property.oneOf) ? any(property) : property);
      const properties = Object.entries(schema.properties || {}).map(([name, property]) => [name, of(property)]);
      mended.spellings.set(schema, { ...schema, properties: Object.fromEntries(properties) });
    }
    return mended.spellings.get(schema);
  },
  spellings: new WeakMap(),
  deep(name, parameters) {
    const pairs = Object.entries(parameters).flatMap(([key, value]) => [].concat(value).map((one) => [key, one]));
    return nested(name, pairs);
  },

  // Fields of a form may repeat their name, which makes a list of them (§4.8.15, `style` and `explode`); a part may be JSON, and
  // then says so (§4.8.15, `contentType`); and a field that the schema does not declare is a field.
  form(content, schema, target, boundary, bundle) {
    const json = new Set();
    let pairs;
    if (content.mediaType === 'multipart/form-data') {
      pairs = target.split(`--${boundary}`).slice(1, -1).map((part) => {
        const end = part.indexOf('\r\n\r\n');
        const [head, text] = [part.slice(0, end), part.slice(end + 4, -2)];
        const [, name] = /[; ]name="([^"]*)"/i.exec(head) || [];
        if (!/^content-type: .*json/im.test(head)) return [name, text];
        json.add(name);
        return [name, JSON.parse(text)];
      });
    } else {
      pairs = [...new URLSearchParams(target)];
    }
    const properties = (effective(schema, bundle) || {}).properties || {};
    const encodings = content.encodings || [];
    const form = {};
    for (const name of new Set(pairs.map(([key]) => (key in properties ? key : key.replace(/\[.*$/, ''))))) {
      const encoding = encodings.find((one) => one.property === name) || {};
      const property = effective(properties[name], bundle) || {};
      const own = values(name, pairs);
      if (own.length === 0) {
        form[name] = nested(name, pairs);
      } else if (property.type !== 'array') {
        form[name] = own.length === 1 ? own[0] : own;
      } else if (encoding.style && encoding.explode === false && own.length === 1) {
        form[name] = own[0].split({ spaceDelimited: ' ', pipeDelimited: '|' }[encoding.style] || ',');
      } else {
        form[name] = own.length === 1 && Array.isArray(own[0]) ? own[0] : own;
      }
    }
    return { form, json };
  },

  // A field is text, and has the type that its schema asks for; where that may be text or something else, whichever is taken
  // (§4.8.15, and Core §4.2.1). A part that is JSON has types of its own: 0 is no null.
  settled({ form, json }, schema, bundle, takes) {
    const settle = (value, schema) => {
      const own = effective(schema, bundle) || {};
      const rest = own.additionalProperties;
      const of = (name) => (own.properties || {})[name] || (typeof rest === 'object' ? rest : undefined);
      if (Array.isArray(value)) return value.map((one) => settle(one, own.items));
      if (value && typeof value === 'object') {
        for (const branch of [...(own.oneOf || []), ...(own.anyOf || [])]) {
          const settled = settle(value, branch);
          if (takes(settled, branch)) return settled;
        }
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, settle(one, of(name))]));
      }
      const isScalar = /^(true|false|-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?)$/i.test(value);
      if (!schema || !isScalar || takes(value, schema)) return value;
      return takes(JSON.parse(value), schema) ? JSON.parse(value) : value;
    };
    const properties = (effective(schema, bundle) || {}).properties || {};
    const all = Object.entries(form).map(([name, value]) => [name, json.has(name) ? value : settle(value, properties[name])]);
    return Object.fromEntries(all);
  },

  // What is against a form: nothing, if there is nothing against what it stands for, or against what its text can be turned into.
  against(read, schema, bundle, validate) {
    const takes = (value, schema) => validate(value, schema, false)._tag === 'None';
    const said = validate(mended.settled(read, schema, bundle, takes), schema, false);
    // Prism keeps what a schema was compiled to, whichever way: a copy is compiled anew.
    return said._tag === 'None' ? said : validate(read.form, { ...schema }, true);
  },

  // What is neither JSON nor a form has been read as text, and no text is an object or a list: XML (§4.8.26), and parts that are
  // no form (§4.8.14.5). Nor does a form stand for a list. A boolean or a number as text is what it spells.
  isUnread(mediaType, schema, target, bundle) {
    const isJson = /[/+]json\b/.test(mediaType || 'application/json');
    const type = (effective(schema, bundle) || {}).type;
    if (isJson || typeof target !== 'string') return false;
    const spelled = { boolean: /^(true|false)$/, integer: /^-?\d+$/, number: /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i }[type];
    return spelled ? spelled.test(target) : type === 'object' || type === 'array';
  },
};
globalThis.mended = mended;

// Prism writes out what a schema refers to, down to where it is within itself, and leaves a reference there that leads nowhere. Its
// validator refuses a schema with one, and then anything is taken, without a word. What such a reference led to is not compared,
// and all around it is.
const comparable = new WeakMap();
mended.comparable = (schema) => {
  if (!schema || typeof schema !== 'object') return schema;
  if (!comparable.has(schema)) {
    const leadsNowhere = typeof schema.$ref === 'string' && !schema.$ref.startsWith('#/__bundled__/');
    const entries = Object.entries(schema).map(([key, value]) => [key, mended.comparable(value)]);
    const isSame = entries.every(([key, value]) => value === schema[key]);
    const copy = () => (Array.isArray(schema) ? entries.map(([, value]) => value) : Object.fromEntries(entries));
    comparable.set(schema, leadsNowhere ? {} : isSame ? schema : copy());
  }
  return comparable.get(schema);
};

// What Prism invents for the integers of the OpenAPI Format Registry that it does not know is out of their range.
const INTEGERS = { int8: [-128, 127], int16: [-32768, 32767], uint8: [0, 255], uint16: [0, 65535], uint32: [0, 4294967295] };
const seen = new WeakSet();
mended.bound = (schema) => {
  if (!schema || typeof schema !== 'object' || seen.has(schema)) return;
  seen.add(schema);
  const range = typeof schema.format === 'string' && INTEGERS[schema.format];
  if (range) {
    schema.minimum = Math.max(schema.minimum ?? range[0], range[0]);
    schema.maximum = Math.min(schema.maximum ?? range[1], range[1]);
  }
  Object.values(schema).forEach(mended.bound);
};

const MENDS = [
  {
    always: true,
    file: 'prism-http/dist/validator/validators/utils.js',
    from: '__bundled__: bundle,',
    to: '...globalThis.mended.comparable(schema), __bundled__: globalThis.mended.comparable(bundle),',
  },
  {
    file: 'prism-http/dist/router/index.js',
    from: 'score += 0.5;',
    to: 'score += 0.5 + globalThis.mended.written(endpointParts[i]);',
  },
  {
    file: 'prism-http/dist/validator/index.js',
    from: '(getPathParams(element.url.path, resource.path), request.path,',
    to: '(getPathParams(element.url.path, resource.path), globalThis.mended.placed(request.path, resource.path),',
  },
  {
    file: 'prism-http/dist/validator/index.js',
    from: 'return new uri_template_lite_1.URI.Template(template).match(path);',
    to:
      'const match = (template) => new uri_template_lite_1.URI.Template(template).match(path); ' +
      'return match(template) || match(globalThis.mended.template(template));',
  },
  {
    file: 'prism-http-server/dist/server.js',
    from: 'const { components, config } = opts;',
    to: 'const { components, config } = opts; globalThis.mended.bound(operations);',
  },
  {
    file: 'prism-http/dist/validator/validators/params.js',
    from: '(0, lodash_1.mapKeys)(target, (_value, key) => key.toLowerCase())',
    to: 'globalThis.mended.target(target, el.name, prefix)',
  },
  {
    file: 'prism-http/dist/validator/validators/params.js',
    from: 'schema.properties && schema.properties[el.name.toLowerCase()]',
    to: 'globalThis.mended.effective(schema.properties && schema.properties[el.name.toLowerCase()], bundle)',
  },
  {
    file: 'prism-http/dist/validator/validators/params.js',
    from: 'validateAgainstSchema)(parameterValues, schema, true,',
    to: 'validateAgainstSchema)(parameterValues, globalThis.mended.spelled(schema), true,',
  },
  {
    file: 'prism-http/dist/validator/deserializers/style/deepObject.js',
    from: 'return construct([], schema);',
    to: 'return globalThis.mended.deep(name, parameters);',
  },
  {
    file: 'prism-http/dist/validator/validators/body.js',
    from: 'E.chain(target => deserializeAndValidate(content, schema, target, context, prefix, multipartBoundary))',
    to:
      'E.chain(target => { if ((globalThis.mended.effective(schema, bundle) || {}).type === "array") return E.right(target); ' +
      'const read = globalThis.mended.form(content, schema, target, multipartBoundary, bundle); ' +
      'const validate = (value, schema, coerce) => (0, utils_1.validateAgainstSchema)(value, schema, coerce, context, prefix, bundle); ' +
      'return (0, function_1.pipe)(globalThis.mended.against(read, schema, bundle, validate), E.fromOption(() => read.form), E.swap); })',
  },
  {
    file: 'prism-http/dist/validator/validators/body.js',
    from: 'O.fold(() => (0, function_1.pipe)((0, utils_1.validateAgainstSchema)(target, schema, false, context, prefix, bundle)',
    to:
      'O.fold(() => (0, function_1.pipe)((context === types_2.ValidationContext.Input && globalThis.mended.isUnread(mediaType, schema, target, bundle)) ' +
      '? O.none : (0, utils_1.validateAgainstSchema)(target, schema, false, context, prefix, bundle)',
  },
];

const load = Module._extensions['.js'];
Module._extensions['.js'] = function (module, file) {
  const mends = MENDS.filter((mend) => mend.always || process.env.CONFORM_MENDED).filter((mend) => file.replace(/\\/g, '/').endsWith(mend.file));
  if (mends.length === 0) return load(module, file);
  let source = fs.readFileSync(file, 'utf8');
  for (const mend of mends) {
    if (!source.includes(mend.from)) throw new Error(`this is not the Prism that is mended: ${mend.file} has no \`${mend.from}\``);
    source = source.replace(mend.from, () => mend.to);
  }
  module._compile(source, file);
};
