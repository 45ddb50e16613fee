import { COMMANDS } from '../commands/index';
import type { CommandSpec, Flag } from './spec';

/**
 * What `--help` and a bare `kubectl` print: the commands below, or the options of one. kubectl's own pages are essays;
 * these name what is supported here.
 */
export function helpText(words: readonly string[]): string {
  let level = COMMANDS;
  let spec: CommandSpec | undefined;
  const path = ['kubectl'];
  for (const word of words) {
    const found = level.find((entry) => entry.name === word || entry.aliases?.includes(word));
    if (!found) continue;
    path.push(found.name);
    spec = found;
    level = found.commands ?? [];
  }
  const below = spec ? (spec.commands ?? []) : COMMANDS;
  const sections = [
    `Usage:\n  ${path.join(' ')} ${below.length > 0 ? 'COMMAND ' : ''}[options]`,
    ...(below.length > 0 ? [`Available Commands:\n${below.map(({ name }) => `  ${name}`).join('\n')}`] : []),
    ...(spec?.flags?.length ? [`Options:\n${spec.flags.map(flagLine).join('\n')}`] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** True when the words before `--` ask for help, or there are none. */
export function asksForHelp(words: readonly string[]): boolean {
  const dash = words.indexOf('--');
  const own = dash < 0 ? words : words.slice(0, dash);
  return words.length === 0 || own.includes('--help') || own.includes('-h') || own[0] === 'help';
}

function flagLine({ short, long, type, value }: Flag): string {
  const shown = type === 'bool' ? String(value ?? false) : type === 'text' ? `'${value ?? ''}'` : (value ?? '[]');
  return `    ${short ? `-${short}, ` : ''}--${long}=${shown}`;
}
