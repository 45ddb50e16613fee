import { OrdinaryError } from '../../kernel';

/** The command line makes no sense; ends the applet with exit code 1. */
export class UsageError extends OrdinaryError {}

/** The command line makes no sense, and the program says how it should look. */
export class BadUsage extends OrdinaryError {
  /** @param words what is wrong; BusyBox does not say it of operands */
  constructor(readonly words: { readonly busybox?: string; readonly gnu?: string }) {
    super(words.gnu ?? words.busybox);
  }
}
