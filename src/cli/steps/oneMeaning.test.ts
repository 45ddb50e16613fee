import { join } from 'node:path';
import { CucumberExpression, type ParameterTypeRegistry } from '@cucumber/cucumber-expressions';
import { expect } from 'chai';
import { configure } from '../run/configuration';
import { loadDefinitions } from '../run/definitions';
import { featureLines } from './collect';

/** What Cucumber keeps of the sentences; its types hide it. */
interface Library {
  readonly parameterTypeRegistry: ParameterTypeRegistry;
  readonly stepDefinitions: readonly Definition[];
}

interface Definition {
  readonly expression: { readonly source: string; match(text: string): readonly Argument[] | null };
}

interface Argument {
  readonly parameterType: { readonly name: string };
  readonly group: { readonly value?: string };
}

type Node = CucumberExpression['ast'];

/** The same texts in each run. */
class Choice {
  constructor(private state: number) {}

  of<T>(list: readonly T[]): T {
    this.state = (Math.imul(this.state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return list[(this.state >> 8) % list.length] as T;
  }
}

/** Times may stand before a sentence about what is to be seen, or behind it. */
const TIMES: Readonly<Record<string, readonly string[]>> = {
  when: ['', '', 'within 30s ', 'for 1m ', 'eventually '],
  meanwhile: ['', '', '', ' within 30s', ' for 10s'],
  anyTime: ['', '', ' within 30s', ' for 10s', ' after 10s', ' at 35s'],
};
const WORDINGS_OF_EACH = 12;
/** Of one type: values that differ in more than a name or a number. */
const VALUES_OF_EACH = 40;

describe('sentences', () => {
  it('mean one thing, whichever of their words are chosen', async () => {
    const library = await loadDefinitions(await configure({ argv: [], parameters: {} }));
    const { stepDefinitions, parameterTypeRegistry } = library as unknown as Library;
    const values = valuesIn(stepDefinitions, new Set(featureLines(join(__dirname, '..', '..', '..', 'features'))));
    const choice = new Choice(7);
    const meanings = stepDefinitions.flatMap(({ expression }) => {
      const { ast } = new CucumberExpression(expression.source, parameterTypeRegistry);
      return Array.from({ length: WORDINGS_OF_EACH }, () => wordingOf(ast, values, choice)).map((text) => {
        const fitting = stepDefinitions.filter((other) => text !== undefined && other.expression.match(text));
        return { text, expression: expression.source, fitting: fitting.map((other) => other.expression.source) };
      });
    });
    const sayable = meanings.filter(({ text }) => text !== undefined);
    expect(sayable.length / meanings.length).to.be.greaterThan(0.99);
    expect(sayable.filter(({ fitting }) => fitting.length !== 1)).to.deep.equal([]);
  });
});

/** What people have said for each type of value. */
function valuesIn(definitions: readonly Definition[], lines: ReadonlySet<string>): Map<string, string[]> {
  const byShape = new Map<string, Map<string, string>>();
  for (const line of lines) {
    for (const { parameterType, group } of firstMatch(definitions, line)) {
      const shapes = byShape.get(parameterType.name) ?? new Map<string, string>();
      const shape = (group.value ?? '').replace(/"[^"]*"/g, '"x"').replace(/\d+/g, '0');
      if (group.value !== undefined && !shapes.has(shape) && shapes.size < VALUES_OF_EACH)
        shapes.set(shape, group.value);
      byShape.set(parameterType.name, shapes);
    }
  }
  return new Map([...byShape].map(([name, shapes]) => [name, [...shapes.values()]]));
}

function firstMatch(definitions: readonly Definition[], line: string): readonly Argument[] {
  for (const { expression } of definitions) {
    const match = expression.match(line);
    if (match) return match;
  }
  return [];
}

/** One way to say it; undefined when no feature has a value of some type. */
function wordingOf(ast: Node, values: ReadonlyMap<string, string[]>, choice: Choice): string | undefined {
  const textOf = (node: Node): string => {
    const { nodes = [] } = node;
    switch (node.type) {
      case 'TEXT_NODE':
        return node.text();
      case 'OPTIONAL_NODE':
        return choice.of([true, false]) ? nodes.map(textOf).join('') : '';
      case 'ALTERNATION_NODE':
        return textOf(choice.of(nodes));
      case 'PARAMETER_NODE':
        return choice.of(TIMES[node.text()] ?? values.get(node.text()) ?? [MISSING]);
      default:
        return nodes.map(textOf).join('');
    }
  };
  const text = textOf(ast);
  return text.includes(MISSING) ? undefined : text.replace(/ +/g, ' ').trim();
}

const MISSING = '\0';
