/** `755`, `u+x`, `a-w`, `+x`, `go=r`, `g=u` as chmod(1) applies it; undefined when it makes no sense. */
export function parseMode(text: string, before: number, umask = 0): number | undefined {
  if (/^[0-7]{1,5}$/.test(text)) return Number.parseInt(text, 8) & 0o7777;
  return text.split(',').reduce<number | undefined>((mode, clause) => applyClause(clause, mode, umask), before);
}

const SHIFTS: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };
const SET_ID: Readonly<Record<string, number>> = { u: 0o4000, g: 0o2000, o: 0 };
const STICKY = 0o1000;

function applyClause(clause: string, before: number | undefined, umask: number): number | undefined {
  const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause);
  if (!match || before === undefined) return undefined;
  const [, given, actions] = match;
  const who = given === '' || given!.includes('a') ? 'ugo' : given!;
  // Without a class the mask says what is left alone (XCU chmod).
  const allowed = given === '' ? ~umask : ~0;
  let mode = before;
  for (const [, operator, letters] of actions!.matchAll(/([-+=])([rwxXstugo]*)/g)) {
    const bits = maskOf(who, letters!, mode) & allowed;
    if (operator === '+') mode |= bits;
    else if (operator === '-') mode &= ~bits;
    else mode = (mode & ~maskOf(who, 'rwxs', 0)) | bits;
  }
  return mode;
}

function maskOf(who: string, letters: string, before: number): number {
  const bits = bitsOf(letters, before);
  let mask = letters.includes('t') && who === 'ugo' ? STICKY : 0;
  for (const letter of who) mask |= (bits << SHIFTS[letter]!) | (letters.includes('s') ? SET_ID[letter]! : 0);
  return mask;
}

function bitsOf(letters: string, before: number): number {
  const copied = /^[ugo]$/.test(letters) ? (before >> SHIFTS[letters]!) & 7 : 0;
  const executes = letters.includes('x') || (letters.includes('X') && (before & 0o111) !== 0);
  return copied | (letters.includes('r') ? 4 : 0) | (letters.includes('w') ? 2 : 0) | (executes ? 1 : 0);
}
