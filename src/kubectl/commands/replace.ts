import type { KubeObject } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, dryRun, fileFlags, int, outputFlags, record, text } from '../command/spec';
import { failure } from '../errors';
import { manifestsOf } from '../manifests';
import { eachObject, suffix } from '../objects';
import { changeText } from '../output/printer';
import { oneResource } from '../selection';
import { kindWord } from '../session';
import { subresourceOf } from '../subresource';
import { deadline, find, waitUntilGone } from '../waiting';

export const replace: CommandSpec = {
  name: 'replace',
  flags: [
    ...fileFlags,
    ...outputFlags,
    dryRun,
    text('field-manager'),
    record,
    bool('force'),
    bool('save-config'),
    int('grace-period'),
    text('subresource'),
    text('validate', { value: 'strict', alone: 'strict' }),
  ],
  run: runReplace,
};

function* runReplace(call: Call): Task<number> {
  if (!call.given('filename')) throw failure('must specify --filename to replace');
  const subresource = subresourceOf(call);
  if (subresource && subresource !== 'status')
    throw failure(`--subresource=${subresource} is not supported here: replace knows "status" alone`);
  if (subresource && call.flag('force')) throw failure('--force may not be used with --subresource');
  const { objects, errors } = manifestsOf(call, 'replacing');
  const nothing = 'no objects passed to';
  // Nothing to replace is no error, unless it is to be made anew (replace.go, Run and forceReplace).
  const kept = call.flag('force')
    ? errors.map((text) => text.replace(`${nothing} create`, `${nothing} replace`))
    : errors.filter((text) => !text.includes(nothing));
  return yield* eachObject(call, { objects, errors: kept }, 'replacing', ({ object }) =>
    call.flag('force') ? recreate(call, object) : replaceOne(call, object),
  );
}

function* replaceOne(call: Call, object: KubeObject): Task {
  const { client, io } = call.session;
  const { name, namespace = '' } = object.metadata;
  const current = yield* client.get<KubeObject>(object.kind, namespace, name);
  const { resourceVersion = current.metadata.resourceVersion } = object.metadata;
  const wanted = { ...object, metadata: { ...object.metadata, resourceVersion } } as KubeObject;
  const options = { dryRun: call.dryRun === 'server' };
  const replaced =
    call.dryRun === 'client'
      ? wanted
      : call.text('subresource') === 'status'
        ? yield* client.updateStatus<KubeObject>(wanted, options)
        : yield* client.update<KubeObject>(wanted, options);
  io.stdout(changeText(replaced, `replaced${suffix(call)}`, call.text('output'), call.session.release));
}

/** `replace --force`: deletes, waits until it is gone, creates anew. */
function* recreate(call: Call, object: KubeObject): Task {
  const { session } = call;
  const resource = oneResource(object.kind);
  const { name, namespace = '' } = object.metadata;
  const current = yield* find<KubeObject>(session, resource, namespace, name);
  if (current) {
    const grace = call.int('grace-period') ?? -1;
    yield* session.client.delete(resource.kind, namespace, name, {
      propagationPolicy: 'Background',
      // As long as the pod wants, and at least a second: replace.go of kubectl makes 1 of 0.
      ...(grace < 0 ? {} : { gracePeriodSeconds: Math.max(1, grace) }),
    });
    const from =
      resource.namespaced && session.release.has('deleteNamesNamespace') ? ` from ${namespace} namespace` : '';
    session.line(`${kindWord(resource)} "${name}" deleted${from}`);
    yield* waitUntilGone(
      session,
      { resource, namespace, name, uid: current.metadata.uid },
      deadline(session, undefined),
    );
  }
  const created = yield* session.client.create<KubeObject>(object);
  session.io.stdout(changeText(created, 'replaced', call.text('output'), call.session.release));
}
