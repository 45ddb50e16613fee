import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  canonicalQuantity,
  compareQuantities,
  cpuMillis,
  formatQuantity,
  isQuantity,
  parseQuantity,
  QUANTITY_ERROR,
  wholeUnits,
} from './quantity';

describe('quantities', () => {
  const rows: [text: string, milli: bigint, canonical: string][] = [
    ['0', 0n, '0'],
    ['1', 1000n, '1'],
    ['100m', 100n, '100m'],
    ['1000m', 1000n, '1'],
    ['1500m', 1500n, '1500m'],
    ['0.5', 500n, '500m'],
    ['.5', 500n, '500m'],
    ['1.', 1000n, '1'],
    ['-1', -1000n, '-1'],
    ['+2', 2000n, '2'],
    ['1k', 1_000_000n, '1k'],
    ['1000', 1_000_000n, '1k'],
    ['1024', 1_024_000n, '1024'],
    ['1Ki', 1_024_000n, '1Ki'],
    ['1024Mi', 1_073_741_824_000n, '1Gi'],
    ['1.5Gi', 1_610_612_736_000n, '1536Mi'],
    ['0.5Ki', 512_000n, '512'],
    ['100M', 100_000_000_000n, '100M'],
    ['2e3', 2_000_000n, '2e3'],
    ['1E3', 1_000_000n, '1e3'],
    ['1E', 10n ** 21n, '1E'],
    ['1n', 1n, '1m'],
    ['100u', 1n, '1m'],
  ];
  for (const [text, milli, canonical] of rows) {
    it(`${text} is ${milli} thousandths and is stored as ${canonical}`, () => {
      expect(parseQuantity(text)).to.equal(milli);
      expect(canonicalQuantity(text)).to.equal(canonical);
    });
  }

  for (const text of ['', 'x', '1 ', '1x', '1mi', '--1', '1.2.3', 'Mi', '1Kib', 'e3', '0x10', '1e999']) {
    it(`"${text}" is no quantity`, () => {
      expect(isQuantity(text)).to.equal(false);
      expect(() => parseQuantity(text)).to.throw(QUANTITY_ERROR);
    });
  }

  it('reads CPUs and bytes as numbers', () => {
    expect(cpuMillis('0.25')).to.equal(250);
    expect(cpuMillis(undefined)).to.equal(0);
    expect(wholeUnits('1Mi')).to.equal(1_048_576);
    expect(wholeUnits('100m')).to.equal(1);
  });

  const format = fc.constantFrom('BinarySI' as const, 'DecimalSI' as const, 'DecimalExponent' as const);
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), format, (milli, form) => {
        expect(parseQuantity(formatQuantity(milli, form))).to.equal(milli);
      }),
    );
  });

  it('has one canonical form, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.constantFrom('', 'm', 'k', 'M', 'Ki', 'Mi'),
        (n, unit) => {
          const once = canonicalQuantity(`${n}${unit}`);
          expect(canonicalQuantity(once)).to.equal(once);
          expect(compareQuantities(once, `${n}${unit}`)).to.equal(0);
        },
      ),
    );
  });
});
