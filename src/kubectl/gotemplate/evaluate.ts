import { goEntries, goText, goType } from './format';
import { FUNCTIONS, FunctionError, isTrue } from './functions';
import { type Block, type Command, GoTemplateError, type Node, type Operand, type Pipeline } from './syntax';

/** Ends or goes on with the innermost range. */
class LoopExit extends Error {
  constructor(readonly kind: 'break' | 'continue') {
    super(kind);
  }
}

/** The last variable of a name counts; each block forgets those that were declared inside. */
interface Variable {
  readonly name: string;
  value: unknown;
}

/** Fills in a template with one object. What a JSON number is, is a float64. */
export class GoTemplateRun {
  private readonly variables: Variable[];
  private written = '';

  /** @param missingKeys what is done with keys that are not there: `default` prints `<no value>` */
  constructor(
    root: unknown,
    private readonly missingKeys: 'default' | 'error',
  ) {
    this.variables = [{ name: '$', value: root }];
  }

  /** @throws GoTemplateError */
  run(nodes: readonly Node[]): string {
    this.walk(nodes, this.variables[0]?.value);
    return this.written;
  }

  private walk(nodes: readonly Node[], dot: unknown): void {
    for (const node of nodes) {
      if (node.type === 'text') this.written += node.text;
      else if (node.type === 'action') this.act(node.pipeline, dot);
      else if (node.type === 'break' || node.type === 'continue') throw new LoopExit(node.type);
      else this.block(node, dot);
    }
  }

  private act(pipeline: Pipeline, dot: unknown): void {
    const value = this.pipeline(pipeline, dot);
    // What is assigned is not printed.
    if (pipeline.variables.length === 0)
      this.written += value === undefined || value === null ? '<no value>' : goText(value);
  }

  private block(block: Block, dot: unknown): void {
    const before = this.variables.length;
    try {
      if (block.type === 'range') this.range(block, dot);
      else this.choose(block, dot);
    } finally {
      this.variables.length = before;
    }
  }

  private choose(block: Block, dot: unknown): void {
    const value = this.pipeline(block.pipeline, dot);
    if (isTrue(value)) this.walk(block.body, block.type === 'with' ? value : dot);
    else this.walk(block.otherwise, dot);
  }

  private range(block: Block, dot: unknown): void {
    const value = this.pipeline({ ...block.pipeline, variables: [] }, dot);
    const entries = entriesOf(value);
    if (!entries) throw this.wrong(block.pipeline, `range can't iterate over ${goText(value)}`);
    if (entries.length === 0) this.walk(block.otherwise, dot);
    for (const [key, item] of entries) {
      const goesOn = this.iteration(block, key, item);
      if (!goesOn) return;
    }
  }

  /** False after a break. */
  private iteration(block: Block, key: unknown, item: unknown): boolean {
    const names = block.pipeline.variables;
    const before = this.variables.length;
    if (names.length === 1) this.set(names[0] as string, item, block.pipeline.assigns);
    if (names.length > 1) {
      this.set(names[0] as string, key, block.pipeline.assigns);
      this.set(names[1] as string, item, block.pipeline.assigns);
    }
    try {
      this.walk(block.body, item);
      return true;
    } catch (error) {
      if (error instanceof LoopExit) return error.kind === 'continue';
      throw error;
    } finally {
      this.variables.length = before;
    }
  }

  private set(name: string, value: unknown, assigns: boolean): void {
    const known = assigns ? this.variables.findLast((variable) => variable.name === name) : undefined;
    if (known) known.value = value;
    else this.variables.push({ name, value });
  }

  private pipeline(pipeline: Pipeline, dot: unknown): unknown {
    let value: unknown;
    pipeline.commands.forEach((command, i) => {
      value = this.command(command, dot, i > 0 ? [value] : []);
    });
    for (const name of pipeline.variables) this.set(name, value, pipeline.assigns);
    return value;
  }

  /** @param piped what the command before left, as a last argument */
  private command(command: Command, dot: unknown, piped: readonly unknown[]): unknown {
    const [first, ...args] = command.operands as readonly [Operand, ...Operand[]];
    if (first.type !== 'function') {
      if (args.length + piped.length === 0) return this.operand(first, dot, command);
      throw this.wrong(command, `can't give argument to non-function ${first.source}`);
    }
    if (first.name === 'and' || first.name === 'or') return this.junction(first.name, args, piped, dot, command);
    const known = FUNCTIONS[first.name];
    if (!known)
      throw new GoTemplateError(`template: output:${command.place.line}: function "${first.name}" not defined`);
    const values = [...args.map((arg) => this.operand(arg, dot, command)), ...piped];
    try {
      return known(values);
    } catch (error) {
      if (error instanceof FunctionError) throw this.wrong(command, `error calling ${first.name}: ${error.message}`);
      throw error;
    }
  }

  /** The first value that decides, else the last one; what stands behind it is not looked at. */
  private junction(
    name: 'and' | 'or',
    args: readonly Operand[],
    piped: readonly unknown[],
    dot: unknown,
    command: Command,
  ): unknown {
    let value: unknown;
    for (const arg of args) {
      value = this.operand(arg, dot, command);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return piped.length > 0 ? piped[0] : value;
  }

  private operand(operand: Operand, dot: unknown, command: Command): unknown {
    switch (operand.type) {
      case 'dot':
        return dot;
      case 'nil':
        return undefined;
      case 'literal':
        return operand.value;
      case 'field':
        return this.fields(dot, operand.fields, operand);
      case 'variable': {
        const variable = this.variables.findLast(({ name }) => name === operand.name);
        if (!variable)
          throw new GoTemplateError(`template: output:${command.place.line}: undefined variable "${operand.name}"`);
        return this.fields(variable.value, operand.fields, operand);
      }
      case 'pipeline':
        return this.fields(this.pipeline(operand.pipeline, dot), operand.fields, operand);
      default:
        return this.command({ ...command, operands: [operand] }, dot, []);
    }
  }

  private fields(from: unknown, names: readonly string[], operand: Operand): unknown {
    let value = from;
    for (const name of names) {
      if (value === undefined || value === null) {
        if (this.missingKeys === 'error') throw this.wrong(operand, `nil data; no entry for key "${name}"`);
        return undefined;
      }
      if (typeof value !== 'object' || Array.isArray(value))
        throw this.wrong(operand, `can't evaluate field ${name} in type ${inInterface(value)}`);
      value = (value as Record<string, unknown>)[name];
      if (value === undefined && this.missingKeys === 'error')
        throw this.wrong(operand, `map has no entry for key "${name}"`);
    }
    return value;
  }

  private wrong(at: Operand | Command | Pipeline, what: string): GoTemplateError {
    const { line, column } = 'place' in at ? at.place : (at.commands[0] as Command).place;
    return new GoTemplateError(`template: output:${line}:${column}: executing "output" at <${at.source}>: ${what}`);
  }
}

/** What a range goes over: keys and items; undefined for what has none. */
function entriesOf(value: unknown): [unknown, unknown][] | undefined {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item, i) => [BigInt(i), item]);
  if (typeof value === 'bigint') return Array.from({ length: Number(value) }, (_, i) => [BigInt(i), BigInt(i)]);
  return typeof value === 'object' ? goEntries(value) : undefined;
}

/** Text and numbers inside a decoded object are held by an interface. */
function inInterface(value: unknown): string {
  return Array.isArray(value) ? goType(value) : 'interface {}';
}
