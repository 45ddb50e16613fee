import type { Shell } from '../shell';
import { type Builtin, instant } from './builtin';

const alias = instant((shell, args) => {
  if (args.length === 0) for (const name of [...shell.aliases.keys()].sort()) show(shell, name);
  let status = 0;
  for (const arg of args) {
    const [name, ...value] = arg.split('=');
    if (arg.includes('=')) shell.aliases.set(name!, value.join('='));
    else if (shell.aliases.has(name!)) show(shell, name!);
    else status = missing(shell, 'alias', name!);
  }
  return status;
});

const unalias = instant((shell, args) => {
  if (args[0] === '-a') shell.aliases.clear();
  let status = 0;
  for (const name of args.filter((arg) => arg !== '-a')) {
    if (!shell.aliases.delete(name)) status = missing(shell, 'unalias', name);
  }
  return status;
});

export function aliasText(shell: Shell, name: string): string {
  return `${name}='${shell.aliases.get(name)!.replace(/'/g, `'"'"'`)}'`;
}

function show(shell: Shell, name: string): void {
  shell.proc.stdout.write(`${shell.dialect.kind === 'bash' ? 'alias ' : ''}${aliasText(shell, name)}\n`);
}

/** ash and dash do not say who they are. */
function missing(shell: Shell, command: string, name: string): number {
  if (shell.dialect.kind === 'bash') shell.complainOf(command, `${name}: not found`);
  else shell.proc.stderr.write(`${command}: ${name} not found\n`);
  return 1;
}

export const ALIASES: Readonly<Record<string, Builtin>> = { alias, unalias };
