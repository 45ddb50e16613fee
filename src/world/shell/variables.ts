import { ReadonlyVariable } from './control';

/** Numbers, or texts in an associative array. */
export type ElementKey = number | string;

interface Variable {
  value: string | undefined;
  /** The elements of an array (bash); `value` is element 0. */
  elements?: Map<ElementKey, string>;
  /** Its keys are texts: `declare -A`. */
  associative?: boolean;
  exported: boolean;
  readonly: boolean;
}

/** The variables of one shell, with dynamic scopes for `local`. */
export class Variables {
  private readonly table = new Map<string, Variable>();
  private readonly scopes: Map<string, Variable | undefined>[] = [];

  /** All of the environment is exported. */
  static fromEnvironment(env: Readonly<Record<string, string>>): Variables {
    const variables = new Variables();
    for (const [name, value] of Object.entries(env)) {
      variables.table.set(name, { value, exported: true, readonly: false });
    }
    return variables;
  }

  /** A copy for a subshell. */
  copy(): Variables {
    const copy = new Variables();
    for (const [name, variable] of this.table) {
      copy.table.set(name, { ...variable, ...(variable.elements ? { elements: new Map(variable.elements) } : {}) });
    }
    return copy;
  }

  /** How much all values are together. */
  get bytes(): number {
    let sum = 0;
    for (const { value, elements } of this.table.values()) {
      sum += elements ? [...elements.values()].reduce((all, { length }) => all + length, 0) : (value?.length ?? 0);
    }
    return sum;
  }

  get(name: string): string | undefined {
    return this.table.get(name)?.value;
  }

  isSet(name: string): boolean {
    const variable = this.table.get(name);
    return variable?.value !== undefined || (variable?.elements?.size ?? 0) > 0;
  }

  /** @throws ReadonlyVariable */
  set(name: string, value: string, options: { exported?: boolean } = {}): void {
    const variable = this.writable(name);
    variable.value = value;
    variable.elements?.set(variable.associative ? '0' : 0, value);
    if (options.exported) variable.exported = true;
  }

  unset(name: string): void {
    this.writable(name);
    this.table.delete(name);
  }

  export(name: string, exported = true): void {
    this.declared(name).exported = exported;
  }

  makeReadonly(name: string): void {
    this.declared(name).readonly = true;
  }

  /** The elements of an array in order of their index; a plain variable has one. */
  elements(name: string): string[] {
    const variable = this.table.get(name);
    if (!variable) return [];
    if (variable.elements) return sortedKeys(variable.elements).map((key) => variable.elements!.get(key)!);
    return variable.value === undefined ? [] : [variable.value];
  }

  indexes(name: string): ElementKey[] {
    const variable = this.table.get(name);
    if (variable?.elements) return sortedKeys(variable.elements);
    return variable?.value === undefined ? [] : [0];
  }

  element(name: string, index: ElementKey): string | undefined {
    const variable = this.table.get(name);
    if (!variable?.elements) return index === 0 ? variable?.value : undefined;
    return variable.elements.get(fromEnd(variable.elements, index));
  }

  setElement(name: string, index: ElementKey, value: string): void {
    const variable = this.writable(name);
    variable.elements ??= new Map(variable.value === undefined ? [] : [[0, variable.value]]);
    variable.elements.set(fromEnd(variable.elements, index), value);
    if (index === 0) variable.value = value;
  }

  unsetElement(name: string, index: ElementKey): void {
    const variable = this.writable(name);
    if (!variable.elements) {
      if (index === 0) variable.value = undefined;
      return;
    }
    const key = fromEnd(variable.elements, index);
    variable.elements.delete(key);
    if (key === 0) variable.value = undefined;
  }

  setElements(name: string, values: readonly string[], append = false): void {
    const variable = this.writable(name);
    const kept = append
      ? [...(variable.elements ?? (variable.value === undefined ? [] : [[0, variable.value] as const]))]
      : [];
    const first = Math.max(-1, ...kept.map(([key]) => Number(key))) + 1;
    variable.elements = new Map([...kept, ...values.map((value, i) => [first + i, value] as const)]);
    variable.value = variable.elements.get(0);
  }

  /** `declare -A`. */
  makeAssociative(name: string): void {
    const variable = this.writable(name);
    variable.associative = true;
    variable.elements ??= new Map();
  }

  isAssociative(name: string): boolean {
    return this.table.get(name)?.associative ?? false;
  }

  isArray(name: string): boolean {
    return this.table.get(name)?.elements !== undefined;
  }

  /** What children get. */
  environment(): Record<string, string> {
    const env: Record<string, string> = {};
    for (const [name, variable] of this.table) {
      if (variable.exported && variable.value !== undefined) env[name] = variable.value;
    }
    return env;
  }

  names(prefix = ''): string[] {
    return [...this.table.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  isExported(name: string): boolean {
    return this.table.get(name)?.exported ?? false;
  }

  isReadonly(name: string): boolean {
    return this.table.get(name)?.readonly ?? false;
  }

  get inFunction(): boolean {
    return this.scopes.length > 0;
  }

  enterScope(): void {
    this.scopes.push(new Map());
  }

  leaveScope(): void {
    for (const [name, variable] of this.scopes.pop() ?? []) {
      if (variable) this.table.set(name, variable);
      else this.table.delete(name);
    }
  }

  /** `local name`: what it was comes back when the function returns. */
  makeLocal(name: string, keepValue: boolean): void {
    const scope = this.scopes[this.scopes.length - 1];
    if (!scope) return;
    const before = this.table.get(name);
    if (!scope.has(name)) scope.set(name, before);
    this.table.set(name, {
      value: keepValue ? before?.value : undefined,
      exported: before?.exported ?? false,
      readonly: false,
    });
  }

  private declared(name: string): Variable {
    let variable = this.table.get(name);
    if (!variable) {
      variable = { value: undefined, exported: false, readonly: false };
      this.table.set(name, variable);
    }
    return variable;
  }

  private writable(name: string): Variable {
    const variable = this.declared(name);
    if (variable.readonly) throw new ReadonlyVariable(name);
    return variable;
  }
}

/** Arrays are in the order of their indexes, associative ones in that of their making, which bash does not promise. */
function sortedKeys(elements: ReadonlyMap<ElementKey, string>): ElementKey[] {
  return [...elements.keys()].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0));
}

/** A negative index counts from the end. */
function fromEnd(elements: ReadonlyMap<ElementKey, string>, index: ElementKey): ElementKey {
  if (typeof index !== 'number' || index >= 0) return index;
  return Math.max(-1, ...[...elements.keys()].map(Number)) + 1 + index;
}
