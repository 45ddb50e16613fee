import { ReadonlyVariable } from './control';

interface Variable {
  value: string | undefined;
  /** The elements of an array (bash); `value` is element 0. */
  elements?: Map<number, string>;
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
    variable.elements?.set(0, value);
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
    if (variable.elements) return [...variable.elements].sort(([a], [b]) => a - b).map(([, value]) => value);
    return variable.value === undefined ? [] : [variable.value];
  }

  indexes(name: string): number[] {
    const variable = this.table.get(name);
    if (variable?.elements) return [...variable.elements.keys()].sort((a, b) => a - b);
    return variable?.value === undefined ? [] : [0];
  }

  element(name: string, index: number): string | undefined {
    const variable = this.table.get(name);
    if (!variable?.elements) return index === 0 ? variable?.value : undefined;
    const at = index < 0 ? Math.max(-1, ...variable.elements.keys()) + 1 + index : index;
    return variable.elements.get(at);
  }

  setElement(name: string, index: number, value: string): void {
    const variable = this.writable(name);
    variable.elements ??= new Map(variable.value === undefined ? [] : [[0, variable.value]]);
    variable.elements.set(index, value);
    if (index === 0) variable.value = value;
  }

  setElements(name: string, values: readonly string[], append = false): void {
    const variable = this.writable(name);
    const first = append ? Math.max(-1, ...this.indexes(name)) + 1 : 0;
    const kept = append ? this.indexes(name).map((index) => [index, this.element(name, index)!] as const) : [];
    variable.elements = new Map([...kept, ...values.map((value, i) => [first + i, value] as const)]);
    variable.value = variable.elements.get(0);
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
