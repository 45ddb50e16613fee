import { isStatus, type KubeObject } from '../../api';
import type { Task } from '../../kernel';
import { LAST_APPLIED, withLastApplied } from '../apply/lastApplied';
import { threeWayPatch } from '../apply/threeWay';
import type { Call } from '../command/call';
import { bool, type CommandSpec, dryRun, fileFlags, outputFlags, record, text } from '../command/spec';
import { failure } from '../errors';
import { manifestsOf } from '../manifests';
import { createObject, eachObject, suffix } from '../objects';
import { changeText } from '../output/printer';
import { oneResource } from '../selection';
import { find } from '../waiting';

export const apply: CommandSpec = {
  name: 'apply',
  flags: [
    ...fileFlags,
    ...outputFlags,
    dryRun,
    record,
    bool('server-side'),
    bool('force-conflicts'),
    bool('force'),
    bool('prune'),
    bool('wait'),
    text('validate', { value: 'strict', alone: 'strict' }),
    text('field-manager'),
    text('selector', { short: 'l' }),
  ],
  run: runApply,
};

function* runApply(call: Call): Task<number> {
  if (call.args.length > 0) call.usage(`Unexpected args: [${call.args.join(' ')}]`);
  if (call.flag('prune')) throw failure('--prune is not supported: delete what is to go with kubectl delete');
  if (!call.given('filename') && !call.given('kustomize')) throw failure('must specify one of -f and -k');
  const { objects, errors } = manifestsOf(call, 'creating');
  const renamed = errors.map((text) => text.replace('no objects passed to create', 'no objects passed to apply'));
  let doing = 'creating';
  return yield* eachObject(
    call,
    { objects, errors: renamed },
    () => doing,
    ({ object }) => {
      doing = 'creating';
      if (call.flag('server-side')) return applyOnServer(call, object);
      return applyOne(call, object, () => {
        doing = 'patching';
      });
    },
  );
}

/** @param onPatch called when the object exists, before it is changed */
function* applyOne(call: Call, object: KubeObject, onPatch: () => void): Task {
  const { session } = call;
  const resource = oneResource(object.kind);
  const { name, namespace = '' } = object.metadata;
  const current = yield* find<KubeObject>(session, resource, namespace, name);
  const modified = withLastApplied(object);
  if (!current) {
    yield* createObject(call, modified);
    return;
  }
  if (!current.metadata.annotations?.[LAST_APPLIED]) {
    session.warn(
      `resource ${resource.plural}/${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  }
  onPatch();
  const patch = threeWayPatch(lastApplied(current), plain(modified), plain(current), resource.kind);
  if (Object.keys(patch).length === 0) {
    session.io.stdout(changeText(current, `unchanged${suffix(call)}`, call.text('output'), call.session.release));
    return;
  }
  const patched =
    call.dryRun === 'client'
      ? current
      : yield* session.client.patch<KubeObject>(resource.kind, namespace, name, patch, {
          type: 'strategic',
          dryRun: call.dryRun === 'server',
        });
  session.io.stdout(changeText(patched, `configured${suffix(call)}`, call.text('output'), call.session.release));
}

/** The object as it was applied last; empty when the annotation is missing or broken. */
function lastApplied(current: KubeObject): Record<string, unknown> {
  try {
    return JSON.parse(current.metadata.annotations?.[LAST_APPLIED] ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}

const plain = (object: KubeObject): Record<string, unknown> => object as unknown as Record<string, unknown>;

/** Server-side apply with one field manager and no conflicts: what the manifest says is merged into the object. */
function* applyOnServer(call: Call, object: KubeObject): Task {
  const { session } = call;
  const { name, namespace = '' } = object.metadata;
  const dryRunOption = call.dryRun === 'server' ? { dryRun: true } : {};
  let applied: KubeObject;
  try {
    applied = yield* session.client.patch<KubeObject>(object.kind, namespace, name, object, {
      type: 'strategic',
      ...dryRunOption,
    });
  } catch (error) {
    if (!isStatus(error, 'NotFound')) throw error;
    applied = yield* session.client.create<KubeObject>(object, dryRunOption);
  }
  session.io.stdout(
    changeText(applied, `serverside-applied${suffix(call)}`, call.text('output'), call.session.release),
  );
}
