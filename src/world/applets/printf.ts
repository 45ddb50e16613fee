/** What printf(1) makes of its arguments. */
export interface Formatted {
  readonly text: string;
  /** Complaints about arguments that are no numbers. */
  readonly errors: readonly string[];
}

/** Escapes of `printf` formats and `echo -e`; `\c` stops all output. */
export function interpretEscapes(text: string, octalPrefix: 'any' | 'zero'): { text: string; stopped: boolean } {
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
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
    if (simple !== undefined) {
      out += simple;
      i++;
    } else if (hex) {
      out += String.fromCharCode(Number.parseInt(hex[1]!, 16));
      i += hex[0].length;
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

const DIRECTIVE = /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+))?([diouxXeEfgGscbq%])/y;

/** printf(1): the format is used again while arguments remain. */
export function formatText(format: string, args: readonly string[]): Formatted {
  const errors: string[] = [];
  const queue = [...args];
  let text = '';
  for (;;) {
    const before = queue.length;
    const round = formatOnce(format, queue, errors);
    text += round.text;
    if (round.stopped || queue.length === 0 || queue.length === before) return { text, errors };
  }
}

function formatOnce(format: string, queue: string[], errors: string[]): { text: string; stopped: boolean } {
  let out = '';
  let literal = '';
  const flush = () => {
    const done = interpretEscapes(literal, 'any');
    out += done.text;
    literal = '';
    return done.stopped;
  };
  for (let i = 0; i < format.length; ) {
    DIRECTIVE.lastIndex = i;
    const match = DIRECTIVE.exec(format);
    if (!match) {
      literal += format[i] === '\\' ? format.slice(i, i + 2) : format[i];
      i += format[i] === '\\' ? 2 : 1;
      continue;
    }
    if (flush()) return { text: out, stopped: true };
    i += match[0].length;
    const piece = formatDirective(match, queue, errors);
    out += piece.text;
    if (piece.stopped) return { text: out, stopped: true };
  }
  return { stopped: flush(), text: out };
}

function formatDirective(
  match: RegExpExecArray,
  queue: string[],
  errors: string[],
): { text: string; stopped: boolean } {
  const [, flags = '', widthText, precisionText, conversion] = match;
  if (conversion === '%') return { text: '%', stopped: false };
  const width = widthText === '*' ? Number(queue.shift() ?? 0) : Number(widthText ?? 0);
  const precision =
    precisionText === undefined ? undefined : Number(precisionText === '*' ? (queue.shift() ?? 0) : precisionText);
  const argument = queue.shift() ?? '';
  if (conversion === 'b') {
    const { text, stopped } = interpretEscapes(argument, 'any');
    return { text: pad(text, width, flags), stopped };
  }
  if (conversion === 'c') return { text: pad(argument.slice(0, 1), width, flags), stopped: false };
  if (conversion === 'q')
    return {
      text: pad(/^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replace(/'/g, `'\\''`)}'`, width, flags),
      stopped: false,
    };
  if (conversion === 's') return { text: pad(argument.slice(0, precision), width, flags), stopped: false };
  const value = numberOf(argument, errors);
  return { text: pad(numberText(value, conversion!, precision, flags), width, flags, true), stopped: false };
}

function numberOf(text: string, errors: string[]): number {
  if (text === '') return 0;
  if (text.startsWith("'") || text.startsWith('"')) return text.charCodeAt(1) || 0;
  if (/^[-+]?0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  const value = Number(text);
  if (!Number.isNaN(value) && text.trim() !== '') return value;
  errors.push(text);
  return Number.parseInt(text, 10) || 0;
}

function numberText(value: number, conversion: string, precision: number | undefined, flags: string): string {
  const sign = value < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const magnitude = Math.abs(value);
  const digits = (text: string) => sign + text.padStart(precision ?? 0, '0');
  switch (conversion) {
    case 'x':
      return digits((flags.includes('#') ? '0x' : '') + Math.trunc(magnitude).toString(16));
    case 'X':
      return digits((flags.includes('#') ? '0X' : '') + Math.trunc(magnitude).toString(16).toUpperCase());
    case 'o':
      return digits(Math.trunc(magnitude).toString(8));
    case 'e':
    case 'E': {
      const text = magnitude.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, 'e$10$2');
      return sign + (conversion === 'E' ? text.toUpperCase() : text);
    }
    case 'f':
      return sign + magnitude.toFixed(precision ?? 6);
    case 'g':
    case 'G':
      return sign + String(Number(magnitude.toPrecision(precision || 6)));
    default:
      return digits(String(Math.trunc(magnitude)));
  }
}

function pad(text: string, width: number, flags: string, numeric = false): string {
  if (flags.includes('-') || width < 0) return text.padEnd(Math.abs(width));
  if (!flags.includes('0') || !numeric) return text.padStart(width);
  const sign = /^[-+ ]/.test(text) ? text[0]! : '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
