import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Action, perform } from '../cli/play/action';
import type { Cluster } from '../cluster';
import type { RunningCommand } from '../runningCommand';
import { handsOf } from './hands';
import type { Recording } from './recording';
import { templateOf } from './story';

/** What is done in a replay, and when: the recorded script, and what was done by hand. */
export function actionsOf(recording: Recording): Action[] {
  const scripted = recording.script.map(({ t, command }) => ({
    atMs: Math.round(t * 1000),
    command,
    perform: (cluster: Cluster) =>
      perform(cluster, withPlayedNames(withFolder(command, recording), recording, cluster)),
  }));
  const byHand = handsOf(recording).map(({ t, does }) => ({
    atMs: Math.round(t * 1000),
    command: '',
    perform: (cluster: Cluster) => done(cluster, does),
  }));
  return [...byHand, ...scripted];
}

/** A script names manifests as they lie in its folder. */
function withFolder(command: string, recording: Recording): string {
  const folder = dirname(recording.manifestFile);
  return command.replace(/^(kubectl create -f )(\S+)/, (all, verb: string, file: string) =>
    existsSync(join(folder, file)) ? `${verb}'${join(folder, file)}'` : all,
  );
}

/** Random names of the recorded cluster: the pod that was created in the same place among those of its kind. */
function withPlayedNames(command: string, recording: Recording, cluster: Cluster): string {
  const recorded = namesInOrder(recording.rows.map(([, , name]) => name));
  const played = namesInOrder(cluster.podsEver().map((pod) => pod.metadata.name));
  let out = command;
  for (const [template, names] of recorded)
    for (const [i, name] of names.entries()) {
      const ours = played.get(template)?.[i];
      if (template.endsWith('-*') && ours) out = out.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), ours);
    }
  return out;
}

function namesInOrder(names: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of new Set(names)) groups.set(templateOf(name), [...(groups.get(templateOf(name)) ?? []), name]);
  return groups;
}

function done(cluster: Cluster, does: (cluster: Cluster) => void): RunningCommand {
  does(cluster);
  return { commandLine: '', startedMs: cluster.now, stdout: '', stderr: '', exitCode: 0, interrupt: () => {} };
}
