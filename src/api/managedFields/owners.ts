import { compare } from './compare';
import { FieldSet } from './fieldSet';
import type { Shape } from './shape';

/** Who writes: a manager by one way, which is how `metadata.managedFields` tells entries apart. */
export interface Writer {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource?: string | undefined;
}

/** The fields that a writer owns, and when that was written last. */
export interface Ownership {
  readonly writer: Writer;
  readonly fields: FieldSet;
  readonly time: string;
}

/** Of one object, by `idOf` the writer. */
export type Owners = ReadonlyMap<string, Ownership>;

/** What an applier writes it owns in whichever version it wrote it (managedfields.go, BuildManagerIdentifier). */
export function idOf({ manager, operation, apiVersion, subresource = '' }: Writer): string {
  return [operation, manager, operation === 'Apply' ? '' : apiVersion, subresource].join('\n');
}

/** Fields that nobody owns. Source: apimachinery managedfields/internal/stripmeta.go. */
const STRIPPED = new FieldSet();
STRIPPED.under('f:apiVersion').isMember = true;
STRIPPED.under('f:kind').isMember = true;
const METADATA = STRIPPED.under('f:metadata');
METADATA.isMember = true;
for (const name of 'name namespace creationTimestamp selfLink uid clusterName generation managedFields resourceVersion'.split(
  ' ',
))
  METADATA.under(`f:${name}`).isMember = true;

export const stripped = (fields: FieldSet): FieldSet => fields.difference(STRIPPED);

/** A write, from one version of an object to the next. */
export interface Write {
  readonly kind: string;
  readonly writer: Writer;
  readonly time: string;
  /** The versions, when somebody wants to know. */
  versions(): { readonly before: unknown; readonly after: unknown };
}

/**
 * Who owns what after an update: what it changed belongs to the writer and to nobody else any more, what it took away to
 * nobody. Source: structured-merge-diff merge/update.go, managedfields/internal/managedfieldsupdater.go.
 */
export function afterUpdate(owners: Owners, { versions, writer, time }: Write, shape: Shape): Owners {
  const { before, after } = versions();
  const { added, modified, removed } = compare(before, after, shape);
  const changed = added.union(modified);
  const next = new Map<string, Ownership>();
  for (const [id, owner] of owners) {
    const fields = owner.fields.difference(changed).difference(removed);
    if (!fields.isEmpty) next.set(id, { ...owner, fields });
  }
  const taken = stripped(changed);
  if (taken.isEmpty) return next;
  const id = idOf(writer);
  const own = next.get(id)?.fields ?? new FieldSet();
  return next.set(id, { writer, fields: own.union(taken), time });
}

/** An entry of `metadata.managedFields`. */
export interface ManagedFieldsEntry {
  readonly apiVersion: string;
  readonly fieldsType: 'FieldsV1';
  readonly fieldsV1: Record<string, unknown>;
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly time: string;
}

/** As the API shows it. Source: apimachinery managedfields/internal/managedfields.go, sortEncodedManagedFields. */
export function entriesOf(owners: Owners): ManagedFieldsEntry[] {
  const order = ({ writer, time }: Ownership): string =>
    [writer.operation, time, writer.manager, writer.apiVersion, writer.subresource ?? ''].join('\n');
  return [...owners.values()]
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map(({ writer: { manager, operation, apiVersion, subresource }, fields, time }) => ({
      apiVersion,
      fieldsType: 'FieldsV1',
      fieldsV1: fields.toFieldsV1(),
      manager,
      operation,
      ...(subresource && { subresource }),
      time,
    }));
}

/** True when both say the same, but for the times. */
export function sameOwners(a: Owners, b: Owners): boolean {
  const timeless = (owners: Owners): string =>
    JSON.stringify(entriesOf(new Map([...owners].map(([id, owner]) => [id, { ...owner, time: '' }]))));
  return timeless(a) === timeless(b);
}
