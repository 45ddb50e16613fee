import type { Cluster } from '../../cluster';
import { DURATION, parseDuration } from '../../duration';
import type { RunningCommand } from '../../runningCommand';
import { quoteBareJson } from './bareJson';

/** Something that is done at a time of the play. */
export interface Action {
  readonly atMs: number;
  readonly command: string;
  /** What programs do instead of the command: for what no command line tells. */
  readonly perform?: (cluster: Cluster) => RunningCommand;
}

const HOST = /^host\s+(\d+\.\d+\.\d+\.\d+)\s+(up|down)(?:\s+(\d+))?$/;
const WHEN_AND_WHAT = new RegExp(`^\\s*(${DURATION})\\s*:\\s*(.+)$`, 's');
const NODE = /^node\s+(\S+)\s+--\s+(.+)$/s;

/**
 * `20s: kubectl delete pod web`.
 * @throws Error that says what an action looks like
 */
export function parseAction(text: string): Action {
  const match = WHEN_AND_WHAT.exec(text);
  if (!match) throw new Error(`"${text}" is not "time: command"; write "20s: kubectl delete pod web"`);
  const command = (match[2] as string).trim();
  if (!/^kubectl\s/.test(command) && !NODE.test(command) && !HOST.test(command))
    throw new Error(
      `"${command}" is no command of a play: it begins with "kubectl", "node NAME -- …" or "host ADDRESS up|down"`,
    );
  return { atMs: parseDuration(match[1] as string), command };
}

/** Does it in the cluster. Commands go on while time passes; hosts change at once. */
export function perform(cluster: Cluster, command: string): RunningCommand {
  const host = HOST.exec(command);
  if (host) {
    const port = host[3] === undefined ? undefined : Number(host[3]);
    if (host[2] === 'up') cluster.hosts.up(host[1] as string, port);
    else cluster.hosts.down(host[1] as string, port);
    return done(cluster, command);
  }
  const node = NODE.exec(command);
  if (node) return cluster.runOnNode(node[1] as string, node[2] as string);
  return cluster.run(quoteBareJson(command));
}

function done(cluster: Cluster, commandLine: string): RunningCommand {
  return { commandLine, startedMs: cluster.now, stdout: '', stderr: '', exitCode: 0, interrupt: () => {} };
}
