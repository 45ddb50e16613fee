import { type Container, isStatus, type KubeObject, podSpecOf, podSpecPath } from '../../api';
import { matches, type Task } from '../../kernel';
import { withCause } from '../changeCause';
import type { Call } from '../command/call';
import { bool, dryRun, fileFlags, outputFlags, selectorFlags, text } from '../command/spec';
import { failure } from '../errors';
import { changeText } from '../output/printer';
import type { Found } from '../selection';
import { changeEach } from '../visiting';
import { targets } from '../wanted';

/** Options that all commands of `set` have. */
export const setFlags = [
  ...fileFlags,
  ...outputFlags,
  ...selectorFlags,
  dryRun,
  text('field-manager'),
  bool('all'),
  bool('local'),
];

/** What a command of `set` says when it has worked, and before the server's refusal. */
export interface Words {
  readonly done: string;
  readonly refused: string;
  /** An update that changes nothing is mentioned all the same. */
  readonly always?: boolean;
}

/** Patches each object that the words mean. `patchOf` returns nothing where nothing is to be changed. */
export function* update(
  call: Call,
  words: readonly string[],
  says: Words,
  patchOf: (entry: Found) => object | undefined,
): Task<number> {
  const { session } = call;
  return yield* changeEach(call, yield* targets(call, words), function* (entry) {
    const { name, namespace = '' } = entry.object.metadata;
    const change = patchOf(entry);
    if (!change) return;
    const patched =
      call.dryRun === 'client'
        ? entry.object
        : yield* explained(
            says.refused,
            session.client.patch<KubeObject>(entry.resource.kind, namespace, name, withCause(change, call.cause), {
              type: 'strategic',
              dryRun: call.dryRun === 'server',
            }),
          );
    if (says.always || call.dryRun === 'client' || isOther(patched, entry.object)) {
      session.io.stdout(changeText(patched, says.done, call.text('output'), call.session.release));
    }
  });
}

/** What was not stored keeps its version however much it differs. */
function isOther(now: KubeObject, before: KubeObject): boolean {
  return (
    now.metadata.resourceVersion !== before.metadata.resourceVersion || JSON.stringify(now) !== JSON.stringify(before)
  );
}

/** pkg/cmd/set: what the server refuses is told with the command's own words before it. */
function* explained<T>(before: string, patch: Task<T>): Task<T> {
  try {
    return yield* patch;
  } catch (error) {
    if (!before || !isStatus(error)) throw error;
    throw failure(`${before}${error.message}`);
  }
}

/** A container, and the list that it stands in. */
export interface Place {
  readonly field: 'containers' | 'initContainers';
  readonly container: Container;
}

/** The containers of an object that runs pods, those first that run together. @throws KubectlError for other kinds */
export function placesOf(object: KubeObject): Place[] {
  const spec = podSpecOf(object);
  if (!spec) throw failure(`the object is not a pod or does not have a pod template: ${object.kind}`);
  return (['containers', 'initContainers'] as const).flatMap((field) =>
    (spec[field] ?? []).map((container) => ({ field, container })),
  );
}

/** The patch with these changes of containers. */
export function containersPatch(
  object: KubeObject,
  places: readonly Place[],
  change: (container: Container) => object,
): object {
  const lists: Partial<Record<Place['field'], object[]>> = {};
  for (const { field, container } of places) lists[field] = [...(lists[field] ?? []), change(container)];
  return podSpecPath(object).reduceRight<object>((inner, step) => ({ [step]: inner }), lists);
}

/** The containers that `-c` means: a name, or a pattern with `*` (set/helper.go, selectContainers). */
export function chosenPlaces(call: Call, object: KubeObject): Place[] {
  const pattern = call.text('containers') ?? '*';
  const hasInit = call.session.release.has('setChangesInitContainers');
  return placesOf(object).filter(
    ({ field, container }) => (hasInit || field === 'containers') && matches(pattern, container.name),
  );
}
