/**
 * The notation of the field tables. One struct a paragraph:
 *
 *     Probe: exec ExecAction, periodSeconds int32, terminationGracePeriodSeconds *int64@21/25, grpc GRPCAction@23/24
 *
 * name, Go type (`*` where `""`, 0, false and an empty list are something else than no value at all: a pointer in Go, or
 * a field that is always written), `!` when the field is required by the published schema, `@23` when the field came with 1.23 (no mark:
 * with 1.20 or earlier), `/24` when the API server drops it by default until 1.24 (`/off`: still).
 */
export interface StructTable {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** A zero value is kept; elsewhere Go leaves it out when it writes the object. */
  readonly keepsZero: boolean;
  /** First minor release whose schema has the field. */
  readonly sinceMinor: number;
  /** First minor release that keeps the field by default; before, it is dropped without a word. */
  readonly onMinor: number;
}

export type Scalar =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'bytes'
  | 'Quantity'
  | 'IntOrString'
  | 'Time'
  | 'MicroTime'
  | 'any';

/** `goName` is how Go would print the type in an error, such as `[]v1.Container`. */
export type FieldType =
  | { readonly kind: 'scalar'; readonly scalar: Scalar; readonly goName: string }
  | { readonly kind: 'list'; readonly element: FieldType; readonly goName: string }
  | { readonly kind: 'map'; readonly element: FieldType; readonly goName: string }
  | { readonly kind: 'struct'; readonly struct: StructTable; readonly goName: string };

/** The struct that a field holds: itself, or in lists and maps. */
export function structIn(type: FieldType): StructTable | undefined {
  if (type.kind === 'struct') return type.struct;
  return type.kind === 'scalar' ? undefined : structIn(type.element);
}

const SCALARS = new Set<string>(
  'string bool int32 int64 bytes Quantity IntOrString Time MicroTime any'.split(' ') satisfies Scalar[] | string[],
);

const GO_NAMES: Record<string, string> = {
  bytes: '[]uint8',
  Quantity: 'resource.Quantity',
  IntOrString: 'intstr.IntOrString',
  Time: 'v1.Time',
  MicroTime: 'v1.MicroTime',
  any: 'interface {}',
  UID: 'types.UID',
};

/**
 * Reads the tables.
 * @param stringTypes names of Go types that are strings, such as RestartPolicy
 * @throws Error when a table names a type that no table describes
 */
export function readTables(sources: readonly string[], stringTypes: ReadonlySet<string>): Map<string, StructTable> {
  const structs = new Map<string, { name: string; fields: Map<string, Field>; source: string }>();
  for (const line of sources.flatMap((source) => source.replace(/\n {2}/g, ' ').split('\n'))) {
    const colon = line.indexOf(': ');
    if (colon < 0) continue;
    const name = line.slice(0, colon);
    structs.set(name, { name, fields: new Map(), source: line.slice(colon + 2) });
  }
  const typeOf = (name: string): FieldType => {
    if (name.startsWith('[]')) {
      const element = typeOf(name.slice(2));
      return { kind: 'list', element, goName: `[]${element.goName}` };
    }
    const map = /^map\[(\w+)\](.+)$/.exec(name);
    if (map) {
      const element = typeOf(map[2]!);
      return { kind: 'map', element, goName: `map[${map[1]}]${element.goName}` };
    }
    if (name === 'ResourceList') return { kind: 'map', element: typeOf('Quantity'), goName: 'v1.ResourceList' };
    if (SCALARS.has(name)) return { kind: 'scalar', scalar: name as Scalar, goName: GO_NAMES[name] ?? name };
    if (stringTypes.has(name)) return { kind: 'scalar', scalar: 'string', goName: GO_NAMES[name] ?? `v1.${name}` };
    const struct = structs.get(name);
    if (struct === undefined) throw new Error(`the field tables name the type ${name}, which none of them describes`);
    return { kind: 'struct', struct, goName: `v1.${goStructName(struct)}` };
  };
  for (const struct of structs.values()) {
    for (const entry of struct.source.split(/, +/)) {
      const field = readField(entry, typeOf);
      struct.fields.set(field.name, field);
    }
  }
  return structs;
}

/** The bare Go name: two groups have an EndpointPort, which the tables tell apart by a prefix. */
export function goStructName(struct: StructTable): string {
  return struct.name.slice(struct.name.lastIndexOf('.') + 1);
}

function readField(entry: string, typeOf: (name: string) => FieldType): Field {
  const match = /^(\w+) (\*?)([\w.[\]]+)(!?)(?:@(\d+))?(?:\/(\d+|off))?$/.exec(entry.trim());
  if (match === null) throw new Error(`"${entry}" is not in the notation of the field tables`);
  const [, name, pointer, type, required, since, on] = match;
  return {
    name: name!,
    type: typeOf(type!),
    required: required === '!',
    keepsZero: pointer === '*' || required === '!',
    sinceMinor: Number(since ?? 0),
    onMinor: on === 'off' ? Number.POSITIVE_INFINITY : Number(on ?? since ?? 0),
  };
}
