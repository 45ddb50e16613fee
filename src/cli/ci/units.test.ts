import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { LONG, unitTests } from './units';

describe('the unit tests', () => {
  it('are all there, once, and the long ones come first', () => {
    const tests = unitTests();
    expect(tests.slice(0, LONG.length)).to.deep.equal(LONG);
    expect(new Set(tests).size).to.equal(tests.length);
    expect(tests).to.include(__filename.slice(process.cwd().length + 1));
    expect(tests).to.have.length.above(100);
  });

  it('are those that mocha finds by itself', () => {
    const { spec } = JSON.parse(readFileSync('.mocharc.json', 'utf8')) as { spec: string[] };
    expect(spec).to.deep.equal(['src/**/*.test.ts']);
  });
});
