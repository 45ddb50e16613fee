/** Where text stops being JSON, and what Go's decoder says there. The engine's own message has no reliable place. */
export interface JsonFault {
  readonly offset: number;
  readonly said: string;
}

class Fault extends Error {
  constructor(
    readonly offset: number,
    readonly where: string,
  ) {
    super(where);
  }
}

/** @param text something that JSON.parse refuses */
export function jsonFault(text: string): JsonFault {
  try {
    const end = value(text, blanks(text, 0));
    throw new Fault(blanks(text, end), 'after top-level value');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { offset, where } = error;
    if (offset >= text.length) return { offset: text.length, said: 'unexpected EOF' };
    const char = text[offset] === '\n' ? '\\n' : text[offset] === "'" ? "\\'" : text[offset];
    return { offset, said: `invalid character '${char}' ${where}` };
  }
}

/** Each reader returns the offset after what it read. */
function value(text: string, at: number): number {
  const char = text[at];
  if (char === '{') return members(text, at + 1);
  if (char === '[') return elements(text, at + 1);
  if (char === '"') return string(text, at);
  const literal = /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)/.exec(text.slice(at, at + 400));
  if (literal) return at + literal[0].length;
  throw new Fault(at, 'looking for beginning of value');
}

function members(text: string, start: number): number {
  let at = blanks(text, start);
  if (text[at] === '}') return at + 1;
  for (;;) {
    if (text[at] !== '"') throw new Fault(at, 'looking for beginning of object key string');
    at = blanks(text, string(text, at));
    if (text[at] !== ':') throw new Fault(at, 'after object key');
    at = blanks(text, value(text, blanks(text, at + 1)));
    if (text[at] === '}') return at + 1;
    if (text[at] !== ',') throw new Fault(at, 'after object key:value pair');
    at = blanks(text, at + 1);
  }
}

function elements(text: string, start: number): number {
  let at = blanks(text, start);
  if (text[at] === ']') return at + 1;
  for (;;) {
    at = blanks(text, value(text, at));
    if (text[at] === ']') return at + 1;
    if (text[at] !== ',') throw new Fault(at, 'after array element');
    at = blanks(text, at + 1);
  }
}

function string(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return at + 1;
    if (char < ' ') throw new Fault(at, 'in string literal');
    if (char !== '\\') continue;
    at++;
    if (!/["\\/bfnrtu]/.test(text[at] ?? '')) throw new Fault(at, 'in string escape code');
  }
  throw new Fault(text.length, '');
}

function blanks(text: string, at: number): number {
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  return at;
}
