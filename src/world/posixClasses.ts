/** What `[:digit:]` and the like stand for in the POSIX locale, as the inside of a JavaScript character class (XBD 7.3.1). */
const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t-\\r ',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  cntrl: '\\x00-\\x1f\\x7f',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
};

/** The inside of a JavaScript character class for the name of a POSIX one; nothing for a name that is none. */
export function posixClass(name: string): string {
  return CLASSES[name] ?? '';
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** Every character of a POSIX class, in the order of their codes. */
export function posixClassMembers(name: string): string[] {
  const source = CLASSES[name];
  return source === undefined ? [] : ASCII.filter((char) => new RegExp(`[${source}]`).test(char));
}
