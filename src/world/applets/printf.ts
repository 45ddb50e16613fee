import { formatNumber, padText } from './numberFormat';

/** What printf(1) makes of its arguments. */
export interface Formatted {
  readonly text: string;
  /** What went wrong with its arguments. */
  readonly faults: readonly PrintfFault[];
}

export interface PrintfFault {
  readonly kind: 'not-a-number' | 'incomplete-number' | 'out-of-range' | 'directive';
  /** The argument, or the directive. */
  readonly word: string;
}

/** Whose escapes: `\x41` is one of bash and BusyBox, dash has only octal ones. */
export interface FormatOptions {
  readonly hex?: boolean;
  /** `%q` (bash). */
  readonly quotes?: boolean;
  /** An argument that is not wholly a number counts as 0, the empty one included (BusyBox). */
  readonly strict?: boolean;
}

/** Escapes of `printf` formats and `echo -e`; `\c` stops all output. */
export function interpretEscapes(
  text: string,
  octalPrefix: 'any' | 'zero',
  { hex = true } = {},
): { text: string; stopped: boolean } {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\' || i + 1 >= text.length) {
      out += text[i];
      continue;
    }
    const rest = text.slice(i + 1);
    if (rest.startsWith('c')) return { text: out, stopped: true };
    const simple = SIMPLE[rest[0]!];
    const octal = (octalPrefix === 'any' ? /^0?([0-7]{1,3})/ : /^0([0-7]{0,3})/).exec(rest);
    const sixteen = hex ? /^x([0-9a-fA-F]{1,2})/.exec(rest) : null;
    if (simple !== undefined) {
      out += simple;
      i++;
    } else if (sixteen) {
      out += String.fromCharCode(Number.parseInt(sixteen[1]!, 16));
      i += sixteen[0].length;
    } else if (octal) {
      out += String.fromCharCode(Number.parseInt(octal[1] || '0', 8) & 0xff);
      i += octal[0].length;
    } else out += '\\';
  }
  return { text: out, stopped: false };
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  '\\': '\\',
  '"': '"',
};

const DIRECTIVE = /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+)?)?([diouxXeEfFgGscbq%])/y;

/** printf(1): the format is used again while arguments remain. */
export function formatText(format: string, args: readonly string[], options: FormatOptions = {}): Formatted {
  return new Formatter(format, args, options).run();
}

class Formatter {
  private text = '';
  private stopped = false;
  private next = 0;
  private readonly faults: PrintfFault[] = [];

  constructor(
    private readonly format: string,
    private readonly args: readonly string[],
    private readonly options: FormatOptions,
  ) {}

  run(): Formatted {
    for (let before = -1; !this.stopped && this.next !== before && (before < 0 || this.next < this.args.length); ) {
      before = this.next;
      this.once();
    }
    return { text: this.text, faults: this.faults };
  }

  private once(): void {
    for (let i = 0; i < this.format.length && !this.stopped; ) {
      DIRECTIVE.lastIndex = i;
      const match = DIRECTIVE.exec(this.format);
      if (match && (match[4] !== 'q' || this.options.quotes)) {
        i += match[0].length;
        this.directive(match);
      } else if (this.format[i] === '%') this.invalid(i);
      else i = this.literal(i);
    }
  }

  /** Text up to the next directive. */
  private literal(start: number): number {
    const text = /^(?:\\[\s\S]|[^%\\])+|^\\/.exec(this.format.slice(start))![0];
    const done = interpretEscapes(text, 'any', { hex: this.options.hex ?? true });
    this.text += done.text;
    this.stopped = done.stopped;
    return start + text.length;
  }

  /** What is no directive ends it, with what was written so far. */
  private invalid(start: number): void {
    const rest = this.format.slice(start);
    this.faults.push({ kind: 'directive', word: rest });
    this.stopped = true;
  }

  private argument(): string | undefined {
    return this.args[this.next++];
  }

  private size(text: string | undefined): number {
    return text === '*' ? Number(this.argument() ?? 0) : Number(text ?? 0);
  }

  private directive(match: RegExpExecArray): void {
    const [whole, flags = '', widthText, precisionText, conversion] = match;
    if (conversion === '%') {
      this.text += '%';
      return;
    }
    const width = this.size(widthText);
    const precision = whole.includes('.') ? this.size(precisionText) : undefined;
    const argument = this.argument();
    switch (conversion) {
      case 'b': {
        const { text, stopped } = interpretEscapes(argument ?? '', 'any', { hex: this.options.hex ?? true });
        this.text += padText(text, width, flags);
        this.stopped = stopped;
        return;
      }
      case 'c':
        this.text += padText((argument ?? '').slice(0, 1), width, flags);
        return;
      case 's':
        this.text += padText((argument ?? '').slice(0, precision), width, flags);
        return;
      case 'q':
        this.text += padText(quoted(argument ?? ''), width, flags);
        return;
    }
    const value = argument === undefined ? 0n : this.number(argument, /[efg]/i.test(conversion!));
    this.text += formatNumber(value, { flags, width, precision, conversion: conversion! });
  }

  private number(text: string, float: boolean): number | bigint {
    if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0);
    const match = (float ? FLOAT : WHOLE).exec(text);
    const { strict } = this.options;
    if (!match && (strict || text !== '')) this.faults.push({ kind: 'not-a-number', word: text });
    const incomplete = match !== null && match[0].length < text.length;
    if (incomplete) this.faults.push({ kind: 'incomplete-number', word: text });
    if (!match || (strict && incomplete)) return 0n;
    return float ? Number(match[0]) : this.whole(match[0].trim(), text);
  }

  private whole(digits: string, word: string): bigint {
    const [, sign, magnitude] = /^([-+]?)(.*)$/.exec(digits)!;
    const value =
      BigInt(/^0[0-7]/.test(magnitude!) ? `0o${magnitude!.slice(1)}` : magnitude!) * (sign === '-' ? -1n : 1n);
    const limited = value > MAX ? MAX : value < -MAX - 1n ? -MAX - 1n : value;
    if (limited === value) return value;
    this.faults.push({ kind: 'out-of-range', word });
    return this.options.strict ? 0n : limited;
  }
}

const MAX = 2n ** 63n - 1n;
const WHOLE = /^\s*[-+]?(?:0[xX][0-9a-fA-F]+|0[0-7]+|\d+)/;
const FLOAT = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;

/** `%q` as bash writes it. */
function quoted(text: string): string {
  if (text === '') return "''";
  return text.replace(/[^\w./:=@%+,-]/g, '\\$&');
}
