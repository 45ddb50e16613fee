import type { KubeObject, Resource } from '../../api';
import type { Task } from '../../kernel';
import { LAST_APPLIED, lastAppliedOf, withLastApplied } from '../apply/lastApplied';
import { applyOnServer, warnIfDeleting } from '../apply/serverSide';
import { threeWayPatch } from '../apply/threeWay';
import type { Call } from '../command/call';
import { bool, type CommandSpec, dryRun, fileFlags, outputFlags, record, text } from '../command/spec';
import { failure } from '../errors';
import { manifestsOf } from '../manifests';
import { createObject, eachObject, suffix } from '../objects';
import { toCompactJson } from '../output/json';
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
  refuseContradictions(call);
  const { objects, errors } = manifestsOf(call, 'creating');
  const renamed = errors.map((text) => text.replace('no objects passed to create', 'no objects passed to apply'));
  let doing: string | undefined = 'creating';
  return yield* eachObject(
    call,
    { objects, errors: renamed },
    () => doing,
    ({ object, file }) => {
      doing = call.flag('server-side') ? undefined : 'creating';
      refuseGeneratedName(object);
      if (call.flag('server-side')) return applyOnServer(call, object);
      return applyOne(call, object, (resource, patch) => {
        doing = patching(resource, object, patch, file);
      });
    },
  );
}

/** Source: pkg/cmd/apply/apply.go, Validate. @throws KubectlError */
function refuseContradictions(call: Call): void {
  const isOnServer = call.flag('server-side');
  if (call.flag('force-conflicts') && !isOnServer) throw failure('--force-conflicts only works with --server-side');
  if (call.dryRun === 'client' && isOnServer)
    throw failure("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  if (isOnServer && call.flag('force')) throw failure('--force cannot be used with --server-side');
  if (call.dryRun === 'server' && call.flag('force')) throw failure('--dry-run=server cannot be used with --force');
}

/** What an error says of a patch that was refused (apply.go, applyOneObject; cli-runtime, Info.String). */
function patching(
  { group, apiVersion, plural, kind }: Resource,
  object: KubeObject,
  patch: unknown,
  file: string,
): string {
  const version = group ? apiVersion : `/${apiVersion}`;
  const { name, namespace = '' } = object.metadata;
  return [
    'applying patch:',
    toCompactJson(patch),
    'to:',
    `Resource: "${version}, Resource=${plural}", GroupVersionKind: "${version}, Kind=${kind}"`,
    `Name: "${name}", Namespace: "${namespace}"`,
    `for: "${file}": error when patching`,
  ].join('\n');
}

/** What is applied again has to have the same name. @throws KubectlError (apply.go, applyOneObject) */
function refuseGeneratedName({ metadata: { name, generateName } }: KubeObject): void {
  if (!name && generateName) throw failure(`from ${generateName}: cannot use generate name with apply`);
}

/** @param onPatch called when the object exists, before it is changed */
function* applyOne(call: Call, object: KubeObject, onPatch: (resource: Resource, patch: unknown) => void): Task {
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
  const patch = threeWayPatch(lastAppliedOf(current), plain(modified), plain(current), resource.kind);
  onPatch(resource, patch);
  if (Object.keys(patch).length === 0) {
    warnIfDeleting(session, current);
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
  warnIfDeleting(session, patched);
  session.io.stdout(changeText(patched, `configured${suffix(call)}`, call.text('output'), call.session.release));
}

const plain = (object: KubeObject): Record<string, unknown> => object as unknown as Record<string, unknown>;
