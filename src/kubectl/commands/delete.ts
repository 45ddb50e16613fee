import { isStatus, type KubeObject, type Resource, type StatusError } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import {
  bool,
  type CommandSpec,
  dryRun,
  duration,
  fileFlags,
  int,
  outputFlags,
  selectorFlags,
  text,
} from '../command/spec';
import { failure, fileErrorText, KubectlError, severalErrors } from '../errors';
import { objectsOf } from '../manifests';
import { load, oneResource, parseSelection } from '../selection';
import { kindWord, pluralWord, type Session } from '../session';
import { deadline, waitUntilGone } from '../waiting';
import { NO_RESOURCES } from '../wanted';

export const deleteCommand: CommandSpec = {
  name: 'delete',
  flags: [
    ...fileFlags,
    ...selectorFlags,
    ...outputFlags,
    dryRun,
    bool('all'),
    bool('all-namespaces', { short: 'A' }),
    bool('force'),
    bool('now'),
    bool('wait', { value: true }),
    bool('ignore-not-found'),
    int('grace-period'),
    text('cascade', { value: 'background', alone: 'background' }),
    duration('timeout'),
  ],
  run: runDelete,
};

/** One object to delete; `file` when it was named by one. */
interface Target {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly file?: string;
}

function* runDelete(call: Call): Task<number> {
  const { session } = call;
  refuseContradictions(call);
  warnAboutCascade(call, call.text('cascade'));
  const gracePeriodSeconds = gracePeriod(call);
  const force = call.flag('force') && gracePeriodSeconds === 0;
  if (force) session.error(session.release.text('forceDeleteWarning'));
  const targets = yield* targetsOf(call);
  if (targets.length === 0) {
    session.line('No resources found');
    return 0;
  }
  warnAboutScope(call, targets);
  const errors: unknown[] = [];
  const deleted: (Target & { uid: string | undefined })[] = [];
  for (const target of targets) {
    try {
      // A dry run of the client asks nobody whether there is such an object (delete.go, DeleteResult).
      const object = call.dryRun === 'client' ? undefined : yield* deleteOne(call, target, gracePeriodSeconds);
      report(call, target, force);
      deleted.push({ ...target, uid: object?.metadata.uid });
    } catch (error) {
      if (!isStatus(error)) throw error;
      if (!(ignoreNotFound(call) && error.reason === 'NotFound')) errors.push(withFile(error, target, session));
    }
  }
  // Whoever could not delete everything does not wait for the rest (delete.go, DeleteResult).
  if (errors.length > 0) throw severalErrors(errors, session.release);
  if (call.flag('wait') && call.dryRun === 'none') yield* waitForAll(call, deleted);
  return 0;
}

/** Source: delete.go, Validate. @throws KubectlError */
function refuseContradictions(call: Call): void {
  const output = call.text('output');
  if (output && output !== 'name') throw failure(`unexpected -o output mode: ${output}. We only support '-o name'`);
  for (const selector of ['selector', 'field-selector'])
    if (call.flag('all') && call.given(selector)) throw failure(`cannot set --all and --${selector} at the same time`);
}

/** Without --force a grace period of 0 becomes 1, so that nobody loses data by accident. */
function gracePeriod(call: Call): number | undefined {
  const isNow = call.flag('now');
  const given = call.int('grace-period');
  if (isNow && given !== undefined && given !== -1)
    throw failure('--now and --grace-period cannot be specified together');
  const asked = isNow ? 1 : given;
  if (call.flag('force')) {
    if (asked !== undefined && asked > 0)
      throw failure('--force and --grace-period greater than 0 cannot be specified together');
    return 0;
  }
  if (asked === undefined || asked < 0) return undefined;
  return asked === 0 ? 1 : asked;
}

function* targetsOf(call: Call): Task<Target[]> {
  const { session } = call;
  if (call.given('filename') || call.given('kustomize')) {
    return objectsOf(call, 'deleting').map(({ object, file }) => {
      const resource = oneResource(object.kind);
      return { resource, namespace: object.metadata.namespace ?? '', name: object.metadata.name, file };
    });
  }
  if (call.args.length === 0) throw failure(NO_RESOURCES);
  const selection = parseSelection(call.args);
  const narrowed = call.given('selector') || call.given('field-selector');
  if (selection.named && call.flag('all')) throw failure('name cannot be provided when a selector is specified');
  if (!selection.named && !call.flag('all') && !narrowed) {
    throw failure('resource(s) were provided, but no name was specified');
  }
  if (selection.named && !narrowed) {
    return selection.named.map(({ resource, name }) => ({ resource, namespace: session.scope(resource), name }));
  }
  const loaded = yield* load(session, selection, {
    allNamespaces: call.flag('all-namespaces'),
    selector: call.text('selector'),
    fieldSelector: call.text('field-selector'),
  });
  if (loaded.errors.length > 0) throw loaded.errors[0];
  return loaded.found.map(({ resource, object }) => ({
    resource,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
  }));
}

function* deleteOne(call: Call, target: Target, gracePeriodSeconds: number | undefined): Task<KubeObject> {
  const { client } = call.session;
  const policy = propagationPolicy(call);
  if (call.dryRun !== 'none') return yield* client.get<KubeObject>(target.resource.kind, target.namespace, target.name);
  return yield* client.delete<KubeObject>(target.resource.kind, target.namespace, target.name, {
    propagationPolicy: policy,
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
  });
}

/** delete_flags.go, parseCascadingFlag. */
function warnAboutCascade({ session }: Call, value: string | undefined): void {
  if (value !== 'true' && value !== 'false') return;
  const instead = value === 'true' ? 'background' : 'orphan';
  session.error(
    `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${instead}.`,
  );
}

function propagationPolicy(call: Call): 'Background' | 'Foreground' | 'Orphan' {
  const value = call.text('cascade');
  if (value === 'background' || value === 'true') return 'Background';
  if (value === 'foreground') return 'Foreground';
  if (value === 'orphan' || value === 'false') return 'Orphan';
  throw failure(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
}

function report(call: Call, { resource, namespace, name }: Target, force: boolean): void {
  const { session } = call;
  if (call.text('output') === 'name') {
    session.line(`${kindWord(resource)}/${name}`);
    return;
  }
  const from = resource.namespaced && session.release.has('deleteNamesNamespace') ? ` from ${namespace} namespace` : '';
  const dry = { none: '', client: ' (dry run)', server: ' (server dry run)' }[call.dryRun];
  session.line(`${kindWord(resource)} "${name}" ${force ? 'force deleted' : 'deleted'}${from}${dry}`);
}

function warnAboutScope({ session }: Call, targets: readonly Target[]): void {
  if (session.namespaceGiven && targets.some(({ resource }) => !resource.namespaced)) {
    session.warn('deleting cluster-scoped resources, not scoped to the provided namespace');
  }
}

/** With --all and selectors an object that has gone meanwhile is no error. */
function ignoreNotFound(call: Call): boolean {
  return call.flag('ignore-not-found') || call.flag('all') || call.given('selector') || call.given('field-selector');
}

function withFile(error: StatusError, { file }: Target, { release }: Session): unknown {
  return file === undefined ? error : new KubectlError(fileErrorText(error, 'deleting', file, true, release));
}

/** One after the other. @throws KubectlError for the first for which the time does not suffice */
function* waitForAll(call: Call, deleted: readonly (Target & { uid: string | undefined })[]): Task {
  const deadlineMs = deadline(call.session, call.durationMs('timeout'));
  for (const target of deleted) {
    if (!(yield* waitUntilGone(call.session, target, deadlineMs))) {
      throw failure(`timed out waiting for the condition on ${pluralWord(target.resource)}/${target.name}`);
    }
  }
}
