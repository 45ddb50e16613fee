import { InputText, type Value } from './value';

/** `$0` and the fields: each is made from the other when somebody asks. */
export class FieldRecord {
  private line = '';
  private fields: Value[] | undefined = [];
  private lineIsStale = false;

  constructor(
    private readonly split: (line: string) => string[],
    private readonly join: (fields: readonly Value[]) => string,
  ) {}

  setLine(line: string): void {
    this.line = line;
    this.fields = undefined;
    this.lineIsStale = false;
  }

  get text(): string {
    if (this.lineIsStale) this.line = this.join(this.fields!);
    this.lineIsStale = false;
    return this.line;
  }

  get count(): number {
    return this.all.length;
  }

  /** `NF = n` cuts or fills. */
  set count(count: number) {
    const { all } = this;
    while (all.length < count) all.push(undefined);
    all.length = Math.max(0, count);
    this.lineIsStale = true;
  }

  get(index: number): Value {
    return index === 0 ? new InputText(this.text) : this.all[index - 1];
  }

  set(index: number, value: Value, text: string): void {
    if (index === 0) {
      this.setLine(text);
      return;
    }
    if (index > this.count) this.count = index;
    this.all[index - 1] = value;
    this.lineIsStale = true;
  }

  private get all(): Value[] {
    this.fields ??= this.split(this.line).map((field) => new InputText(field));
    return this.fields;
  }
}
