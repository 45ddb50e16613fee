import type { Cluster } from '../../cluster';
import { lastOnes, shortened } from './limits';
import type { CommandRun, ContainerOutput, OutputLine } from './types';

interface Written {
  readonly timeMs: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The log of one container instance, as the recorder has kept hold of it. */
export interface KeptLog {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly attempt: number;
  readonly startedMs: number;
  readonly lines: readonly Written[];
}

/** What containers wrote; those that wrote nothing are left out. */
export function containerOutputs(logs: readonly KeptLog[], startMs: number): ContainerOutput[] {
  return logs
    .filter(({ lines }) => lines.length > 0)
    .map((log) => ({
      ...log,
      startedMs: Math.max(0, log.startedMs - startMs),
      lines: outputLines(log.lines, startMs),
    }));
}

/** Command lines that were typed at the workstation and on nodes. */
export function commandRuns(cluster: Cluster, startMs: number): CommandRun[] {
  return cluster.commands
    .filter(({ startedMs }) => startedMs >= startMs)
    .map(({ commandLine, node, startedMs, endedMs, exitCode, written }) => ({
      t: startedMs - startMs,
      commandLine: shortened(commandLine),
      ...(node !== undefined && { node }),
      output: outputLines(linesOf(written), startMs),
      ...(endedMs !== undefined && { endMs: endedMs - startMs }),
      ...(exitCode !== undefined && { exitCode }),
    }));
}

/** Pieces as they were written become lines; a line has the time of its last piece. */
function linesOf(pieces: readonly Written[]): Written[] {
  const lines: Written[] = [];
  const begun: { stdout: string; stderr: string } = { stdout: '', stderr: '' };
  let last = 0;
  for (const { timeMs, stream, text } of pieces) {
    const parts = (begun[stream] + text).split('\n');
    begun[stream] = parts.pop() ?? '';
    for (const part of parts) lines.push({ timeMs, stream, text: part });
    last = timeMs;
  }
  for (const stream of ['stdout', 'stderr'] as const)
    if (begun[stream] !== '') lines.push({ timeMs: last, stream, text: begun[stream] });
  return lines;
}

function outputLines(lines: readonly Written[], startMs: number): OutputLine[] {
  const { kept, left } = lastOnes(lines);
  const shown = kept.map(({ timeMs, stream, text }): OutputLine => {
    const t = Math.max(0, timeMs - startMs);
    return { t, text: shortened(text), ...(stream === 'stderr' && { error: true }) };
  });
  return left > 0 ? [{ t: shown[0]?.t ?? 0, text: `… ${left} earlier lines are left out` }, ...shown] : shown;
}
