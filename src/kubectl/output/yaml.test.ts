import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { toCompactJson, toJson } from './json';
import { toYaml } from './yaml';

describe('kubectl/output yaml', () => {
  const cases: [string, unknown, string][] = [
    ['sorts keys', { b: 1, a: 'x' }, 'a: x\nb: 1\n'],
    ['does not indent list items', { list: [{ name: 'a', m: 1 }] }, 'list:\n- m: 1\n  name: a\n'],
    ['quotes what looks like a number', { v: '80', w: '1e3' }, 'v: "80"\nw: "1e3"\n'],
    ['quotes what looks like a boolean', { v: 'true', w: 'yes', x: '' }, 'v: "true"\nw: "yes"\nx: ""\n'],
    ['quotes times', { t: '2026-11-21T00:20:03Z' }, 't: "2026-11-21T00:20:03Z"\n'],
    ['takes single quotes where bare text is not possible', { s: '*/1 * * * *' }, "s: '*/1 * * * *'\n"],
    ['writes several lines as a block', { s: 'a\nb\n' }, 's: |\n  a\n  b\n'],
    ['writes empty things in flow style', { a: {}, b: [], c: null }, 'a: {}\nb: []\nc: null\n'],
    ['leaves images and paths bare', { i: 'nginx:1.17.5', p: '/tmp/live' }, 'i: nginx:1.17.5\np: /tmp/live\n'],
    [
      'goes on in a new line at the first space beyond column 80',
      { a: [{ s: 'word '.repeat(20).trim() }, 'word '.repeat(20).trim()] },
      `a:\n- s: ${'word '.repeat(16).trim()}\n    ${'word '.repeat(4).trim()}\n- ${'word '.repeat(16).trim()}\n  ${'word '.repeat(4).trim()}\n`,
    ],
    [
      'folds quoted text',
      { s: `a: ${'b '.repeat(45).trim()}` },
      `s: 'a: ${'b '.repeat(38).trim()}\n  ${'b '.repeat(7).trim()}'\n`,
    ],
    ['does not fold what has no spaces', { s: 'x'.repeat(100) }, `s: ${'x'.repeat(100)}\n`],
    [
      'does not fold literal blocks',
      { b: { s: `${'word '.repeat(20)}x\n` }, c: 'd' },
      `b:\n  s: |\n    ${'word '.repeat(20)}x\nc: d\n`,
    ],
    ['keeps nested lists', { args: ['sh', '-c', 'a: b'] }, "args:\n- sh\n- -c\n- 'a: b'\n"],
  ];
  for (const [title, value, expected] of cases) it(title, () => expect(toYaml(value)).to.equal(expected));

  it('reads back as what was written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(parse(toYaml(plain))).to.deep.equal(parse(JSON.stringify(plain)));
      }),
      { numRuns: 200 },
    );
  });

  it('writes JSON as Go does', () => {
    expect(toJson({ b: ['<none>'], a: 1 })).to.equal(
      '{\n    "a": 1,\n    "b": [\n        "\\u003cnone\\u003e"\n    ]\n}\n',
    );
    expect(toCompactJson({ b: 'x && y', a: undefined })).to.equal('{"b":"x \\u0026\\u0026 y"}');
  });
});
