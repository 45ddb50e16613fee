import { CucumberExpression, ParameterType, ParameterTypeRegistry } from '@cucumber/cucumber-expressions';
import { expect } from 'chai';
import vocabulary from '../steps/vocabulary.json';
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
    const make = () => sources.map((text) => ({ expression: new CucumberExpression(text, registry) }));
    const [plain, cheap] = [make(), make()];
    matchCheaply({ stepDefinitions: cheap } as never);
    const Lazy = lazily(CucumberExpression as never) as unknown as typeof CucumberExpression;
    const late = sources.map((text) => ({ expression: new Lazy(text, registry) }));
    matchCheaply({ stepDefinitions: late } as never);
    const texts = vocabulary.flatMap(({ example, text }) => [example ?? text, text.replaceAll(/\{\w+\}/g, '7')]);
    let found = 0;
    for (const text of texts)
      plain.forEach(({ expression }, i) => {
        const values = expression.match(text)?.map(({ group }) => group.value);
        const groups = cheap[i]?.expression.match(text)?.map(({ group }) => group);
        if (values) found++;
        // Not compared with the polyfill's places: it is wrong about some groups within groups
        for (const { value, start, end } of groups ?? [])
          if (value !== undefined) expect(text.slice(start, end)).to.equal(value);
        expect(groups?.map(({ value }) => value)).to.deep.equal(values);
        expect(late[i]?.expression.match(text)?.map(({ group }) => group.value)).to.deep.equal(values);
      });
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
