import { AwkArray } from './array';
import { AwkError } from './error';
import type { Value } from './value';

/** What a name stands for: a value, an array, or nothing yet. */
export class Cell {
  private held: Value;
  private elements: AwkArray | undefined;

  /** @param origin the caller's name, where an argument that was nothing yet may turn out to be an array */
  constructor(
    value?: Value,
    private readonly origin?: Cell,
  ) {
    this.held = value;
  }

  get value(): Value {
    return this.held;
  }

  set value(value: Value) {
    this.held = value;
  }

  get isArray(): boolean {
    return this.elements !== undefined || (this.origin?.isArray ?? false);
  }

  get array(): AwkArray {
    if (this.held !== undefined) throw new AwkError('Not an array');
    this.elements ??= this.origin ? this.origin.array : new AwkArray();
    return this.elements;
  }
}
