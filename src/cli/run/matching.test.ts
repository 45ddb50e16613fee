import { CucumberExpression, ParameterType, ParameterTypeRegistry } from '@cucumber/cucumber-expressions';
import { expect } from 'chai';
import vocabulary from '../steps/vocabulary.json';
import { beginsLike } from './beginnings';
import { lazily } from './lazyExpressions';
import { literalsOf, matchCheaply, quickTestOf } from './matching';

describe('the search for the definition of a sentence', () => {
  for (const [source, literals] of [
    ['the manifest {string}', ['the manifest ']],
    ['{pod} has restarted {int} time(s)', [' has restarted ', ' time']],
    ['{int} pod(s) is/are up', [' pod', ' up', ' ']],
    ['it is\\/was said', [' said', 'it ']],
    ['a/b', []],
    ['the(se) pod(s)/job(s) end', [' end', 'the', ' ']],
    ['text (optional) much more', [' much more', 'text ']],
  ] as const)
    it(`“${source}” must have “${literals.join('”, “')}”`, () => {
      expect(literalsOf(source)).to.deep.equal(literals);
    });

  for (const [source, text, may] of [
    ['{pod} is/becomes {status}', 'pod "a" is "Running"', true],
    ['{pod} is/becomes {status}', 'pod "a" was "Running"', false],
    ['{pod} has {count} container(s) in {word}', 'pod "a" has two legs', false],
    ['{int} pod(s) is/are up', '2 pods are up', true],
    ['the(se) pod(s)/job(s) end', 'these jobs end', true],
    ['{when}the/a manifest {string}', 'a manifest "is"', true],
    ['the log (still )says {string}', 'the log says "."', true],
    ['it is\\/was said', 'it is/was said', true],
    ['it runs (on a/b node)', 'it runs ', true],
  ] as const)
    it(`“${text}” ${may ? 'may be' : 'lacks words of'} “${source}”`, () => {
      expect(quickTestOf(source)(text)).to.equal(may);
    });

  describe('asks first how a text begins', () => {
    const registry = new ParameterTypeRegistry();
    // Of the whole sentence: a group of its own is the second there
    const again = '\\2';
    const kinds = [/a|b/, new RegExp(`(x)${again}(?! y)|z`)];
    registry.defineParameterType(new ParameterType('when', /(?:soon )?/, null, (text: string) => text, false, false));
    registry.defineParameterType(new ParameterType('thing', kinds, null, (text: string) => text, false, false));
    for (const [source, text, may] of [
      ['{thing} is {int}', 'a is 2', true],
      ['{thing} is {int}', 'b', true],
      ['{thing} is {int}', 'it is 2', false],
      ['{thing} is {int}', ' a is 2', false],
      ['{when}{thing} is {int}', 'soon z is 2', true],
      ['{when}{thing} is {int}', 'z is 2', true],
      ['{when}{thing} is {int}', 'soon it is 2', false],
      ['{thing} of {thing}', 'xx of xx', true],
      ['{thing} of {thing}', 'x of xx', false],
      ['{thing} y', 'xx y', false],
      ['the {thing}', 'whatever', true],
    ] as const)
      it(`“${text}” ${may ? 'may be' : 'is not'} “${source}”`, () => {
        expect(beginsLike(source, registry)(text)).to.equal(may);
        if (!may) expect(new CucumberExpression(source, registry).match(text)).to.equal(null);
      });
  });

  it('finds what Cucumber finds, with the same arguments', () => {
    const registry = new ParameterTypeRegistry();
    const names = new Set(
      vocabulary.flatMap(({ text }) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)),
    );
    for (const name of names)
      if (!registry.lookupByTypeName(name))
        registry.defineParameterType(
          new ParameterType(name, /"[^"]*"|\w+/, null, (text: string) => text, false, false),
        );
    // A few sentences are regular expressions
    const sources = vocabulary.map(({ text }) => text).filter((text) => !text.includes('(?:'));
    const plain = sources.map((text) => new CucumberExpression(text, registry));
    const cheap = sources.map((text) => new CucumberExpression(text, registry));
    const Lazy = lazily(CucumberExpression as never) as unknown as typeof CucumberExpression;
    const late = sources.map((text) => new Lazy(text, registry));
    for (const expressions of [cheap, late])
      matchCheaply({ stepDefinitions: expressions.map((expression) => ({ expression })) } as never);
    const texts = vocabulary.flatMap(({ example, text }) => [example ?? text, text.replaceAll(/\{\w+\}/g, '7')]);
    let found = 0;
    // One comparison for each text: there are half a million pairs of a text and an expression
    for (const text of texts) {
      const inPlain = matchesAmong(plain, text);
      const inCheap = matchesAmong(cheap, text);
      expect(valuesOf(inCheap), text).to.deep.equal(valuesOf(inPlain));
      expect(valuesOf(matchesAmong(late, text)), text).to.deep.equal(valuesOf(inPlain));
      // Not compared with the polyfill's places: it is wrong about some groups within groups
      for (const { value, start, end } of [...inCheap.values()].flat())
        if (value !== undefined) expect(text.slice(start, end)).to.equal(value);
      found += inPlain.size;
    }
    expect(found).to.be.greaterThan(200);
  });

  describe('made when it is needed', () => {
    const registry = new ParameterTypeRegistry();
    const make = (source: string) => {
      let made = 0;
      class Counted extends CucumberExpression {
        constructor(...values: ConstructorParameters<typeof CucumberExpression>) {
          super(...values);
          made++;
        }
      }
      const Lazy = lazily(Counted as never) as unknown as typeof CucumberExpression;
      return { expression: new Lazy(source, registry), made: () => made };
    };

    it('is an expression like any other, for which nothing was done before its words came along', () => {
      const { expression, made } = make('{int} cucumbers');
      expect(expression).to.be.instanceOf(CucumberExpression);
      expect([expression.source, expression.match('five melons'), made()]).to.deep.equal(['{int} cucumbers', null, 0]);
      expect(expression.match('5 cucumbers')?.[0]?.getValue(undefined)).to.equal(5);
      expect(expression.match('6 cucumbers')?.[0]?.getValue(undefined)).to.equal(6);
      expect(expression.regexp.source).to.equal(new CucumberExpression('{int} cucumbers', registry).regexp.source);
      expect(made()).to.equal(1);
    });

    for (const source of ['{unknown} cucumbers', 'an (unfinished', 'a {int', 'nothing/ else'])
      it(`“${source}” is refused at once, as Cucumber does`, () => {
        expect(() => make(source)).to.throw();
      });

    for (const source of ['{int} cucumber(s)', '{int} cucumbers is/are {word}'])
      it(`“${source}” waits for its words`, () => {
        expect(make(source).made()).to.equal(0);
      });

    for (const source of ['an escaped \\{int}', '{}'])
      it(`“${source}” is made at once`, () => {
        expect(make(source).made()).to.equal(1);
      });
  });
});

interface Found {
  readonly value: string | null | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** What is found in a text, by the sources of the expressions that match it. */
function matchesAmong(expressions: readonly CucumberExpression[], text: string): Map<string, Found[]> {
  const matches = new Map<string, Found[]>();
  for (const expression of expressions) {
    const found = expression.match(text);
    if (found)
      matches.set(
        expression.source,
        found.map(({ group }) => group),
      );
  }
  return matches;
}

function valuesOf(matches: ReadonlyMap<string, readonly Found[]>): unknown[] {
  return [...matches].map(([source, found]) => [source, found.map(({ value }) => value)]);
}
