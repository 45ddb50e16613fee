import { OrdinaryError } from '../../../kernel';

/** A program that awk cannot read, or that fails while it runs; the message is what is printed after the place in the program. */
export class AwkError extends OrdinaryError {
  constructor(
    message: string,
    readonly line = 1,
  ) {
    super(message);
  }
}
