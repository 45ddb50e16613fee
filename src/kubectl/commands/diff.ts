import type { KubeObject } from '../../api';
import { isStatus } from '../../api';
import type { Task } from '../../kernel';
import { LAST_APPLIED, lastAppliedOf } from '../apply/lastApplied';
import { warnIfDeleting } from '../apply/serverSide';
import { threeWayPatch } from '../apply/threeWay';
import type { Call } from '../command/call';
import { bool, type CommandSpec, fileFlags, text } from '../command/spec';
import { errorText, failure, KubectlError } from '../errors';
import { objectsOf } from '../manifests';
import { printerOf } from '../output/printer';
import { oneResource } from '../selection';
import { unifiedHunks } from '../unifiedDiff';
import { find } from '../waiting';

/** What is different between what is stored and what an apply would store. Source: pkg/cmd/diff/diff.go of kubectl. */
export const diff: CommandSpec = {
  name: 'diff',
  flags: [
    ...fileFlags,
    text('selector', { short: 'l' }),
    text('field-manager'),
    bool('server-side'),
    bool('force-conflicts'),
    bool('prune'),
    text('concurrency'),
  ],
  run: runDiff,
};

/** 1 says that there is a difference; what goes wrong says 2. */
function* runDiff(call: Call): Task<number> {
  try {
    return yield* compareAll(call);
  } catch (error) {
    if (!isStatus(error) && !(error instanceof KubectlError)) throw error;
    throw new KubectlError(errorText(error, call.session.release), 2);
  }
}

interface Side {
  readonly directory: string;
  /** When the files of existing objects were written. */
  readonly stamp: string;
}

function* compareAll(call: Call): Task<number> {
  const { session } = call;
  if (call.args.length > 0) call.usage(`Unexpected args: [${call.args.join(' ')}]`);
  if (call.flag('prune')) throw failure('--prune is not supported: kubectl get shows what is there besides');
  if (!call.given('filename') && !call.given('kustomize')) throw failure('must specify one of -f and -k');
  if (call.flag('force-conflicts') && !call.flag('server-side'))
    throw failure('--force-conflicts only works with --server-side');
  const files: { name: string; live: string; merged: string }[] = [];
  for (const { object } of objectsOf(call, 'diffing')) {
    const { name, namespace = '' } = object.metadata;
    const resource = oneResource(object.kind);
    const live = yield* find<KubeObject>(session, resource, namespace, name);
    const [from, to] = masked(live, yield* mergedWith(call, live, object));
    if (live) warnIfDeleting(session, live);
    files.push({ name: fileName(object), live: from ? yaml(call, from) : '', merged: yaml(call, to) });
  }
  const stamp = session.api.microTime();
  const [from, to] = [sideOf(call, 'LIVE', stamp), sideOf(call, 'MERGED', stamp)];
  const texts = files.sort((a, b) => (a.name < b.name ? -1 : 1)).map((file) => differenceOf(file, from, to));
  session.io.stdout(texts.join(''));
  return texts.some((difference) => difference !== '') ? 1 : 0;
}

/** What an apply would store. */
function* mergedWith(call: Call, live: KubeObject | undefined, object: KubeObject): Task<KubeObject> {
  const { client } = call.session;
  if (call.flag('server-side'))
    return yield* client.apply(object, { dryRun: true, force: call.flag('force-conflicts') });
  if (!live) return yield* client.create(object, { dryRun: true });
  const { name, namespace = '' } = object.metadata;
  const patch = threeWayPatch(lastAppliedOf(live), plain(object), plain(live), object.kind);
  return yield* client.patch<KubeObject>(object.kind, namespace, name, patch, { type: 'strategic', dryRun: true });
}

/** With annotations, be it none, as what was applied last has them (GetModifiedConfiguration in pkg/util/apply.go). */
const plain = (object: KubeObject): Record<string, unknown> => {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata.annotations ?? {};
  return { ...object, metadata: { ...object.metadata, annotations } } as unknown as Record<string, unknown>;
};

/** What a Secret holds is not shown, only whether it changes. */
function masked(from: KubeObject | undefined, to: KubeObject): [KubeObject | undefined, KubeObject] {
  if (to.kind !== 'Secret') return [from, to];
  const [old, now] = [dataOf(from), dataOf(to)];
  const mask = (data: Record<string, string>, other: Record<string, string>, changed: string): object =>
    Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, key in other && other[key] !== value ? changed : '***']),
    );
  const hidden = <T extends KubeObject>(object: T, data: object): T =>
    Object.keys(data).length > 0 ? { ...object, data } : object;
  return [from && hidden(from, mask(old, now, '*** (before)')), hidden(to, mask(now, old, '*** (after)'))];
}

const dataOf = (object: KubeObject | undefined): Record<string, string> =>
  (object as { data?: Record<string, string> } | undefined)?.data ?? {};

function yaml({ session: { release } }: Call, object: KubeObject): string {
  return printerOf({ output: 'yaml', release })?.print([object], false) ?? '';
}

/** `apps.v1.Deployment.default.web` */
function fileName({ kind, metadata }: KubeObject): string {
  const { group, apiVersion } = oneResource(kind);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return [...(group ? [group] : []), version, kind, metadata.namespace ?? '', metadata.name].join('.');
}

function sideOf({ session }: Call, name: string, time: string): Side {
  const suffix = session.kernel.random.stream('kubectl/diff').integer(1_000_000_000, 4_294_967_295);
  return { directory: `/tmp/${name}-${suffix}`, stamp: `${time.slice(0, 10)} ${time.slice(11, 26)}000 +0000` };
}

/** What `diff -u -N` says of a file in two directories; a missing one is empty, and as old as time. */
function differenceOf(
  { name, live, merged }: { name: string; live: string; merged: string },
  from: Side,
  to: Side,
): string {
  const hunks = unifiedHunks(live, merged);
  if (hunks === '') return '';
  const [left, right] = [`${from.directory}/${name}`, `${to.directory}/${name}`];
  const stamp = live === '' ? '1970-01-01 00:00:00.000000000 +0000' : from.stamp;
  return `diff -u -N ${left} ${right}\n--- ${left}\t${stamp}\n+++ ${right}\t${to.stamp}\n${hunks}`;
}
