import { formatText, type PrintfFault } from '../../applets/printf';
import { fail, instant } from './builtin';

/** `printf`, and with -v into a variable (bash). */
export const printf = instant((shell, args) => {
  const { kind } = shell.dialect;
  const variable = args[0] === '-v' && kind === 'bash' ? args[1] : undefined;
  const words = args.slice(variable === undefined ? 0 : 2).filter((word, i) => i > 0 || word !== '--');
  if (words.length === 0) {
    if (kind === 'ash') return fail(shell, 'usage: printf FORMAT [ARGUMENT...]', 2);
    if (kind === 'dash') return fail(shell, 'printf: usage: printf format [arg ...]', 2);
    shell.proc.stderr.write('printf: usage: printf [-v var] format [arguments]\n');
    return 2;
  }
  const options = { hex: kind !== 'dash', quotes: kind === 'bash', strict: kind === 'ash' };
  const { text, faults } = formatText(words[0]!, words.slice(1), options);
  for (const fault of faults) shell.complain(WORDS[kind](fault));
  if (variable === undefined) shell.proc.stdout.write(text);
  else shell.variables.set(variable, text);
  return statusOf(kind, faults);
});

function statusOf(kind: 'ash' | 'bash' | 'dash', faults: readonly PrintfFault[]): number {
  if (kind === 'dash' && faults.some((fault) => fault.kind === 'directive')) return 2;
  return faults.some((fault) => kind !== 'bash' || fault.kind !== 'out-of-range') ? 1 : 0;
}

const WORDS = {
  ash: ({ kind, word }: PrintfFault) => (kind === 'directive' ? `${word}: invalid format` : `invalid number '${word}'`),
  dash: ({ kind, word }: PrintfFault) => {
    const texts = {
      'not-a-number': 'expected numeric value',
      'incomplete-number': 'not completely converted',
      'out-of-range': 'Numerical result out of range',
      directive: 'invalid directive',
    };
    return `printf: ${kind === 'directive' ? word.slice(0, 2) : word}: ${texts[kind]}`;
  },
  bash: ({ kind, word }: PrintfFault) => {
    if (kind === 'directive') return `printf: \`${word[1] ?? ''}': invalid format character`;
    if (kind === 'out-of-range') return `printf: warning: ${word}: Numerical result out of range`;
    return `printf: ${word}: invalid number`;
  },
} as const;
