import type { Task } from '../../kernel';
import type { Descriptor, ExitStatus, Proc } from '../process';
import { Pipe } from '../stream';
import { joinChild, reportDeath } from './external';
import { forkShell } from './fork';
import { type Place, runNode } from './run';
import type { Shell } from './shell';
import type { CommandNode, Pipeline } from './syntax';

/** `a | b | c`: a process for each, all at the same time. The status is that of the last, or with pipefail of the last that failed. */
export function* runPipeline(shell: Shell, node: Pipeline, place: Place): Task<number> {
  const start = shell.proc.kernel.now;
  const [only] = node.commands;
  const status =
    node.commands.length === 1
      ? yield* runNode(shell, only!, { tail: place.tail && node.prefixes.length === 0 })
      : yield* runParallel(shell, node);
  if (node.prefixes.some((prefix) => prefix.type === 'Time')) printTime(shell, shell.proc.kernel.now - start);
  return status;
}

function* runParallel(shell: Shell, node: Pipeline): Task<number> {
  const children: Proc[] = [];
  let previous: Pipe | undefined;
  node.commands.forEach((command, i) => {
    const next = i < node.commands.length - 1 ? new Pipe(shell.proc.kernel) : undefined;
    const both = node.operators[i] === '|&';
    children.push(forkElement(shell, command, previous, next, both));
    previous = next;
  });
  const codes: number[] = [];
  let status: ExitStatus | undefined;
  for (const child of children) {
    status = yield* joinChild(shell, child);
    codes.push(status.code);
  }
  if (status?.signal && shell.dialect.kind !== 'bash') reportDeath(shell, children.at(-1)!, status);
  shell.pipeStatus = codes;
  const last = codes[codes.length - 1] ?? 0;
  if (!shell.options.has('pipefail')) return last;
  return codes.reduce((status, code) => (code === 0 ? status : code), 0);
}

function forkElement(
  shell: Shell,
  command: CommandNode,
  from: Pipe | undefined,
  to: Pipe | undefined,
  both: boolean,
): Proc {
  const descriptors = new Map<number, Descriptor>(shell.proc.descriptors.table);
  if (from) descriptors.set(0, { input: from.input });
  if (to) descriptors.set(1, { output: to.output });
  if (to && both) descriptors.set(2, { output: to.output });
  return forkShell(shell, { descriptors }, (inner) => runNode(inner, command, { tail: true }));
}

/** `time` as bash and busybox print it; virtual processes use no CPU time. */
function printTime(shell: Shell, ms: number): void {
  const minutes = Math.floor(ms / 60_000);
  const seconds = ((ms % 60_000) / 1000).toFixed(shell.dialect.kind === 'bash' ? 3 : 2);
  const text =
    shell.dialect.kind === 'bash'
      ? `\nreal\t${minutes}m${seconds}s\nuser\t0m0.000s\nsys\t0m0.000s\n`
      : `real\t${minutes}m ${seconds}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`;
  shell.proc.stderr.write(text);
}
