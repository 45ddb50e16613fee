import { expect } from 'chai';
import { toKyaml } from './kyaml';

describe('kubectl/output kyaml', () => {
  const cases: [what: string, value: unknown, printed: string][] = [
    ['nothing', {}, '{}'],
    ['figures and texts', { b: 1, a: '1', c: true }, '{\n  a: "1",\n  b: 1,\n  c: true,\n}'],
    ['keys that read as something else', { yes: '1', '8a': 'x' }, '{\n  8a: "x",\n  "yes": "1",\n}'],
    ['objects in a list', { l: [{ a: 1 }, { b: 2 }] }, '{\n  l: [{\n    a: 1,\n  }, {\n    b: 2,\n  }],\n}'],
    ['words in a list', { l: ['a', 'b'], e: [] }, '{\n  e: [],\n  l: [\n    "a",\n    "b",\n  ],\n}'],
    ['lines', { t: 'l1\n  l2' }, '{\n  t: "\\\n     l1\\n\\\n    \\  l2\\\n    ",\n}'],
  ];
  for (const [what, value, printed] of cases)
    it(`writes ${what}`, () => expect(toKyaml(value)).to.equal(`---\n${printed}\n`));
});
