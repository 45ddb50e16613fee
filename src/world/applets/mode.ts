/** `755`, `u+x`, `a-w`, `+x`, `go=r` as chmod(1) applies it; undefined when it makes no sense. */
export function parseMode(text: string, before: number): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  return text.split(',').reduce<number | undefined>((mode, clause) => applyClause(clause, mode), before);
}

const SHIFTS: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };

function applyClause(clause: string, before: number | undefined): number | undefined {
  const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
  if (!match || before === undefined) return undefined;
  const [, given, operator, letters] = match;
  const who = given === '' || given!.includes('a') ? 'ugo' : given!;
  const bits = bitsOf(letters!, before);
  const mask = [...who].reduce((sum, letter) => sum | (bits << SHIFTS[letter]!), 0);
  const whole = [...who].reduce((sum, letter) => sum | (7 << SHIFTS[letter]!), 0);
  if (operator === '+') return before | mask;
  return operator === '-' ? before & ~mask : (before & ~whole) | mask;
}

function bitsOf(letters: string, before: number): number {
  const executes = letters.includes('x') || (letters.includes('X') && (before & 0o111) !== 0);
  return (letters.includes('r') ? 4 : 0) | (letters.includes('w') ? 2 : 0) | (executes ? 1 : 0);
}
