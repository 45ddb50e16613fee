import { OrdinaryError } from '../../../kernel';
import type { Value } from './value';

/** `next`, `exit`, `break` … on the way to what they end. */
export class Jump extends OrdinaryError {
  constructor(
    readonly kind: 'next' | 'nextfile' | 'exit' | 'break' | 'continue' | 'return',
    readonly value?: Value,
  ) {
    super(kind);
  }
}
