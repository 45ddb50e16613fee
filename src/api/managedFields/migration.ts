import { FieldSet } from './fieldSet';
import { idOf, type Owners, type Ownership, type Writer } from './owners';

const LAST_APPLIED = ['f:metadata', 'f:annotations', 'f:kubectl.kubernetes.io/last-applied-configuration'];

/**
 * The owners after those who have applied by themselves, which is to say who own the annotation, have become the one for
 * whom the server applies. Undefined where nobody is such an owner.
 * Source: client-go util/csaupgrade/upgrade.go.
 */
export function handedOver(owners: Owners, writer: Writer, time: string): Owners | undefined {
  const isOld = ({ writer, fields }: Ownership): boolean =>
    writer.operation === 'Update' && !writer.subresource && fields.has(LAST_APPLIED);
  const old = [...owners.values()].filter(isOld);
  if (old.length === 0) return undefined;
  const own = owners.get(idOf(writer));
  const fields = old.reduce((all, owner) => all.union(owner.fields), own?.fields ?? new FieldSet());
  const others = [...owners].filter(([, owner]) => !isOld(owner));
  return new Map([...others, [idOf(writer), { writer, fields, time: own?.time ?? old[0]?.time ?? time }]]);
}

/** True when somebody for whom the server applies owns the annotation. */
export function keepsLastApplied(owners: Owners): boolean {
  return [...owners.values()].some(({ writer, fields }) => writer.operation === 'Apply' && fields.has(LAST_APPLIED));
}
