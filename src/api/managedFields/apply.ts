import { StatusError } from '../errors';
import { cloneJson } from '../json';
import type { KubeObject } from '../types/index';
import { compare, fieldsOf } from './compare';
import { type FieldSet, pathText } from './fieldSet';
import { merged, withNamedFields, without } from './merge';
import { idOf, type Owners, type Ownership, stripped, type Writer } from './owners';
import type { Shape } from './shape';

/** A manifest that is to be applied over an object. */
export interface Application {
  /** Undefined where there is no such object yet. */
  readonly live: KubeObject | undefined;
  readonly owners: Owners;
  readonly manifest: KubeObject;
  readonly writer: Writer;
  readonly time: string;
  /** Takes fields from whoever has them. */
  readonly force: boolean;
}

export interface Applied {
  readonly object: KubeObject;
  readonly owners: Owners;
}

/** A field that the manifest would change and somebody else owns. */
interface Conflict {
  readonly path: readonly string[];
  readonly writer: Writer;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Server-side apply: the fields of the manifest over those of the object; what the applier had said before and does not
 * say any more goes, unless somebody else owns it.
 * Source: structured-merge-diff merge/update.go, Apply; apimachinery managedfields/internal.
 * @throws StatusError 409 when others own fields that it would change
 */
export function applied(application: Application, shape: Shape): Applied {
  const { live, owners, writer, manifest, time, force } = application;
  const id = idOf(writer);
  const said = fieldsOf(withoutStatus(manifest), shape);
  const claims = new Map(owners).set(id, { writer, fields: stripped(said), time });
  const over = cloneJson(merged(live, withoutStatus(manifest), shape)) as KubeObject;
  const object = pruned(over, owners.get(id)?.fields, claims, said, shape);
  const { added, modified, removed } = compare(live ?? {}, object, shape);
  const changed = added.union(modified);
  const others = [...claims].filter(([other]) => other !== id);
  const conflicts = others.flatMap(([, { writer: theirs, fields }]) =>
    fields
      .intersection(changed)
      .paths()
      .map((path) => ({ path, writer: theirs })),
  );
  const refused = force ? [] : withoutConfigured(conflicts, application, shape);
  if (refused.length > 0) throw conflictError(refused);
  const next = new Map<string, Ownership>();
  for (const [other, owner] of claims) {
    const fields = other === id ? owner.fields : owner.fields.difference(changed).difference(removed);
    if (!fields.isEmpty) next.set(other, { ...owner, fields });
  }
  return { object: withLastApplied(object, manifest, writer), owners: next };
}

/** The annotation of kubectl is kept up to date where it is. Source: managedfields/internal/lastappliedupdater.go. */
function withLastApplied(object: KubeObject, manifest: KubeObject, { manager }: Writer): KubeObject {
  const { annotations } = object.metadata;
  if (manager !== 'kubectl' || annotations?.[LAST_APPLIED] === undefined) return object;
  const { [LAST_APPLIED]: _, ...others } = manifest.metadata.annotations ?? {};
  const configured = { ...manifest, metadata: { ...manifest.metadata, annotations: others } };
  const text = `${JSON.stringify(inOrder(configured))}\n`;
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

/** Members in the order in which Go writes maps. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, inOrder(member)]));
}

/** The status is not for this way of writing. */
function withoutStatus(manifest: KubeObject): KubeObject {
  const { status: _, ...rest } = manifest as KubeObject & { status?: unknown };
  return rest as KubeObject;
}

/** Without what the applier had said before and nobody says now. */
function pruned(
  over: KubeObject,
  before: FieldSet | undefined,
  claims: Owners,
  said: FieldSet,
  shape: Shape,
): KubeObject {
  if (!before) return over;
  const held = [...claims.values()].reduce((all, { fields }) => all.union(fields), said);
  const gone = withNamedFields(before, shape).difference(withNamedFields(held, shape));
  return without(over, gone, shape) as KubeObject;
}

/**
 * kubectl may take over what it had applied by itself before: the fields of its annotation that are still as it says.
 * Source: apimachinery managedfields/internal/lastappliedmanager.go.
 */
function withoutConfigured(conflicts: Conflict[], { live, writer }: Application, shape: Shape): Conflict[] {
  const configured = live?.metadata.annotations?.[LAST_APPLIED];
  if (conflicts.length === 0 || writer.manager !== 'kubectl' || !configured) return conflicts;
  const manifest = parsed(configured);
  if (manifest?.['apiVersion'] !== live.apiVersion) return conflicts;
  const { added, modified, removed } = compare(manifest, live, shape);
  const kept = fieldsOf(manifest, shape).difference(modified).difference(added).difference(removed);
  return conflicts.filter(({ path }) => !kept.has(path));
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Source: apimachinery managedfields/internal/conflict.go. */
function conflictError(conflicts: readonly Conflict[]): StatusError {
  const causes = conflicts.map(({ path, writer }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${managerText(writer)}`,
    field: pathText(path),
  }));
  return new StatusError('Conflict', conflictMessage(conflicts), { causes });
}

function conflictMessage(conflicts: readonly Conflict[]): string {
  const [first] = conflicts;
  if (conflicts.length === 1 && first)
    return `Apply failed with 1 conflict: conflict with ${managerText(first.writer)}: ${pathText(first.path)}`;
  const byManager = new Map<string, string[]>();
  for (const { path, writer } of conflicts) {
    const manager = managerText(writer);
    byManager.set(manager, [...(byManager.get(manager) ?? []), `- ${pathText(path)}`]);
  }
  const lines = [...byManager]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([manager, paths]) => [`conflicts with ${manager}:`, ...paths]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function managerText({ manager, subresource, operation, apiVersion }: Writer): string {
  const name = JSON.stringify(manager) + (subresource ? ` with subresource ${JSON.stringify(subresource)}` : '');
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
