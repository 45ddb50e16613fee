import { OrdinaryError } from '../../kernel';
import { ShellError } from './control';
import type { ShellKind } from './dialect';

export type ArithmeticFaultKind =
  /** An operator has nothing to work on. */
  | 'operand'
  /** Two operands without an operator, or what is no expression at all. */
  | 'junk'
  /** Digits that are no number. */
  | 'number'
  /** The value of a variable that is no number (dash). */
  | 'value'
  | 'assignment'
  | 'division'
  | 'exponent'
  | 'recursion';

/** An expression that has no value; whoever knows the whole of its text makes a message of it. */
export class ArithmeticFault extends OrdinaryError {
  /** @param token the part of the expression where it was noticed */
  constructor(
    readonly kind: ArithmeticFaultKind,
    readonly token = '',
  ) {
    super(kind);
  }

  /** bash ends with 1, the others with 2. */
  inText(shell: ShellKind, text: string): ShellError {
    return new ShellError(MESSAGES[shell](this, text), shell === 'bash' ? 1 : 2);
  }
}

const MESSAGES: Readonly<Record<ShellKind, (fault: ArithmeticFault, text: string) => string>> = {
  ash: ({ kind }) => {
    if (kind === 'division') return 'divide by zero';
    if (kind === 'exponent') return 'exponent less than 0';
    return kind === 'recursion' ? 'expression recursion loop detected' : 'arithmetic syntax error';
  },
  dash: ({ kind, token }, text) => {
    if (kind === 'value') return `Illegal number: ${token}`;
    const words = kind === 'division' ? 'division by zero' : kind === 'operand' ? 'expecting primary' : 'expecting EOF';
    return `arithmetic expression: ${words}: "${text}"`;
  },
  bash: ({ kind, token }, text) => {
    const at = ` (error token is "${token}")`;
    switch (kind) {
      case 'operand':
        return `${text}: syntax error: operand expected (error token is "${/[^\w\s)]*\s*$/.exec(text)![0] || text}")`;
      case 'number':
        return `${text}: value too great for base${at}`;
      case 'assignment':
        return `${text}: attempted assignment to non-variable${at}`;
      case 'division':
        return `${text}: division by 0${at}`;
      case 'exponent':
        return `${text}: exponent less than 0${at}`;
      case 'recursion':
        return `${text}: expression recursion level exceeded${at}`;
      default:
        return junkText(token, text);
    }
  },
};

/** bash tells a second operand from a character that is no operator. */
function junkText(token: string, text: string): string {
  const second = /^\w+\s+(\w.*)$/s.exec(token)?.[1];
  if (second !== undefined) return `${text}: syntax error in expression (error token is "${second}")`;
  return `${text}: syntax error: invalid arithmetic operator (error token is "${token.replace(/^\w+/, '') || token}")`;
}
