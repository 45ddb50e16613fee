import { expect } from 'chai';
import { plainValue } from './scalar';

/** Each row was played through kubectl 1.32: `kubectl label --local -f file -o json`. */
const ROWS: [values: string, meaning: unknown][] = [
  ['on yes Y y true TRUE', true],
  ['n NO off False', false],
  ['~ null Null', null],
  ['010 0o10 8 +8 08 0x8 0b1000 8. 8.0', 8],
  ['1_000 1e3 1e+3 1_0_00', 1000],
  ['0777', 511],
  ['-010', -8],
  ['-0b1 -0x1 -1', -1],
  ['-0 0 0.0', 0],
  ['.5 +0.5 0.5', 0.5],
  ['685_230.15', 685230.15],
];

const TEXTS =
  '12:30 2020-01-01 2020-01-01T00:00:00Z 0o8 tRue = _1 1e 0o 0b 0x . .e1 1.2.3 + busybox 10.0.0.1 1Gi 100m 5m';

describe('plain YAML scalars', () => {
  for (const [values, meaning] of ROWS) {
    for (const text of values.split(' ')) {
      it(`${text} is ${meaning}`, () => expect(plainValue(text)).to.equal(meaning));
    }
  }
  for (const text of TEXTS.split(' ')) it(`${text} stays text`, () => expect(plainValue(text)).to.equal(text));
});
