import type { KubeObject } from '../api';
import type { Task } from '../kernel';
import type { Call } from './command/call';
import type { ParsedCommand } from './command/parse';
import type { Flag } from './command/spec';

/** Where `rollout history` finds why a revision came. */
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/**
 * The command line as `--record` keeps it: words first, then options by their long names in the order in which they were typed.
 * Source: cli-runtime record_flags.go, parseCommandArguments.
 * @returns undefined without `--record`
 */
export function changeCause(args: readonly string[], { spec, path, args: words, values, given }: ParsedCommand) {
  if (values.get('record') !== true) return undefined;
  const shortOf = new Map((spec.flags ?? []).map(({ long, short }: Flag) => [long, short]));
  const placeOf = (long: string) => {
    const short = shortOf.get(long) ?? (long === 'namespace' ? 'n' : undefined);
    return args.findIndex(
      (word) => word.split('=')[0] === `--${long}` || (short && /^-[^-]/.test(word) && word[1] === short),
    );
  };
  const options = [...given]
    .sort((a, b) => placeOf(a) - placeOf(b))
    .flatMap((long) => [values.get(long)].flat().map((value) => `--${long}=${value}`));
  return ['kubectl', path, ...words, ...options].join(' ');
}

/** An object, or a patch, that keeps the cause too, if there is one to be kept. */
export function withCause<T extends object>(change: T, cause: string | undefined): T {
  if (cause === undefined) return change;
  const { metadata = {} } = change as { metadata?: { annotations?: object } };
  return { ...change, metadata: { ...metadata, annotations: { ...metadata.annotations, [CHANGE_CAUSE]: cause } } };
}

/** Of commands that change something else than the object as a whole: a second patch (scale.go, patch.go). */
export function* keepCause({ cause, dryRun, session }: Call, kind: string, { metadata }: KubeObject): Task {
  if (cause === undefined) return;
  const options = { type: 'merge', dryRun: dryRun === 'server' } as const;
  yield* session.client.patch(kind, metadata.namespace ?? '', metadata.name, withCause({}, cause), options);
}
