/**
 * The fields of every kind that lives here, as data: what the decoder checks manifests against. Names, Go types and
 * the release that brought a field are those of k8s.io/api 1.20 to 1.36.
 */
import { AUTOSCALING } from './autoscaling';
import { CLUSTER } from './cluster';
import { CONTAINERS } from './containers';
import { META } from './meta';
import { NETWORK } from './network';
import { readTables, type StructTable } from './notation';
import { POD } from './pod';
import { PODSTATUS } from './podstatus';
import { STORAGE } from './storage';
import { STRING_TYPES } from './strings';
import { VOLUMES } from './volumes';
import { WORKLOADS } from './workloads';

export { embeddedStruct } from './embedded';
export { type KindLookup, lookUpKind } from './kinds';
export { type Field, type FieldType, goStructName, type Scalar, type StructTable, structIn } from './notation';

/** Built once, when the module is loaded. */
export const STRUCTS: ReadonlyMap<string, StructTable> = readTables(
  [META, POD, CONTAINERS, VOLUMES, PODSTATUS, WORKLOADS, NETWORK, CLUSTER, STORAGE, AUTOSCALING],
  new Set(STRING_TYPES.trim().split(/\s+/)),
);

/** The table of a struct such as `Pod` or `Container`. */
export function structOf(name: string): StructTable {
  const struct = STRUCTS.get(name);
  if (struct === undefined) throw new Error(`there is no field table for ${name}`);
  return struct;
}
