import { isStatus, type KubeObject } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { failure } from '../errors';
import { suffix } from '../objects';
import { changeText } from '../output/printer';
import type { Session } from '../session';
import { LAST_APPLIED } from './lastApplied';

/** Source: pkg/cmd/apply/apply.go. */
const ADVICE = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See `;

/** `apply --server-side`: the server merges, and knows whose every field is. */
export function* applyOnServer(call: Call, object: KubeObject): Task {
  const { session } = call;
  const applied = yield* applyAgain(call, object, yield* apply(call, object));
  warnIfDeleting(session, applied);
  session.io.stdout(changeText(applied, `serverside-applied${suffix(call)}`, call.text('output'), session.release));
}

function* apply(call: Call, object: KubeObject): Task<KubeObject> {
  const { client, release } = call.session;
  try {
    return yield* client.apply(object, { dryRun: call.dryRun === 'server', force: call.flag('force-conflicts') });
  } catch (error) {
    if (!isStatus(error, 'Conflict')) throw error;
    throw failure(`${error.message}${ADVICE}${release.text('applyConflictsPage')}`);
  }
}

/**
 * What kubectl had applied by itself before becomes what the server applies for it, so that what the manifest does not
 * name any more can go: then the manifest is sent once more (apply.go, migrateToSSAIfNecessary).
 */
function* applyAgain(call: Call, object: KubeObject, applied: KubeObject): Task<KubeObject> {
  const { client, release } = call.session;
  if (call.dryRun === 'server' || !release.has('applyMigratesManagers')) return applied;
  const { name, namespace } = applied.metadata;
  yield* keepLastApplied(call, applied);
  const isMigrated = yield* client.migrateOwners(object.kind, namespace, name);
  return isMigrated ? yield* apply(call, object) : applied;
}

/** The annotation, which the server keeps up to date from now on, gets an owner (saveLastApplyAnnotationIfNecessary). */
function* keepLastApplied(call: Call, { apiVersion, kind, metadata }: KubeObject): Task {
  const { session } = call;
  const { name, namespace, annotations } = metadata;
  const text = annotations?.[LAST_APPLIED];
  const stored = session.api.find<KubeObject>(kind, namespace, name);
  if (call.text('field-manager') || text === undefined || !stored || session.api.keepsLastApplied(stored)) return;
  const annotation = { apiVersion, kind, metadata: { name, namespace, annotations: { [LAST_APPLIED]: text } } };
  yield* session.client.apply(annotation as KubeObject, { fieldManager: 'kubectl-last-applied' });
}

/** The change may come too late. */
export function warnIfDeleting(session: Session, { metadata }: KubeObject): void {
  if (metadata.deletionTimestamp)
    session.warn(`Detected changes to resource ${metadata.name} which is currently being deleted.`);
}
