/** The path of a field. Text is made of it only when there is something to complain about. */
export class Path {
  static readonly metadata = new Path(undefined, 'metadata');
  static readonly spec = new Path(undefined, 'spec');

  private constructor(
    private readonly parent: Path | undefined,
    private readonly step: string,
  ) {}

  static of(name: string): Path {
    return new Path(undefined, name);
  }

  /** `spec` → `spec.containers`; several names go several steps down. */
  child(...names: string[]): Path {
    let path: Path = this;
    for (const name of names) path = new Path(path, `.${name}`);
    return path;
  }

  /** `spec.containers` → `spec.containers[0]` */
  index(index: number): Path {
    return new Path(this, `[${index}]`);
  }

  /** `limits` → `limits[cpu]` */
  key(key: string): Path {
    return new Path(this, `[${key}]`);
  }

  toString(): string {
    return this.parent === undefined ? this.step : `${this.parent}${this.step}`;
  }
}
