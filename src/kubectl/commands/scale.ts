import type { KubeObject } from '../../api';
import { isStatus } from '../../api';
import type { Task } from '../../kernel';
import { keepCause } from '../changeCause';
import type { Call } from '../command/call';
import {
  bool,
  type CommandSpec,
  dryRun,
  duration,
  fileFlags,
  int,
  outputFlags,
  record,
  selectorFlags,
} from '../command/spec';
import { failure } from '../errors';
import { suffix } from '../objects';
import { changeText } from '../output/printer';
import { targets } from '../wanted';

export const scale: CommandSpec = {
  name: 'scale',
  flags: [
    ...fileFlags,
    ...outputFlags,
    ...selectorFlags,
    dryRun,
    record,
    bool('all'),
    int('replicas'),
    int('current-replicas'),
    duration('timeout'),
  ],
  run: runScale,
};

function* runScale(call: Call): Task<number> {
  const { session } = call;
  const replicas = call.int('replicas');
  if (replicas === undefined) throw failure('required flag(s) "replicas" not set');
  if (replicas < 0)
    throw failure('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  for (const { resource, object } of yield* found(call)) {
    const { name, namespace = '' } = object.metadata;
    const expected = call.int('current-replicas');
    const present = (object as KubeObject & { spec?: { replicas?: number } }).spec?.replicas ?? 0;
    if (expected !== undefined && expected >= 0 && expected !== present) {
      throw failure(`Expected replicas to be ${expected}, was ${present}`);
    }
    if (call.dryRun !== 'client') {
      const options = { type: 'merge', subresource: 'scale', dryRun: call.dryRun === 'server' } as const;
      yield* session.client.patch(resource.kind, namespace, name, { spec: { replicas } }, options);
      yield* keepCause(call, resource.kind, object);
    }
    session.io.stdout(changeText(object, `scaled${suffix(call)}`, call.text('output'), call.session.release));
  }
  return 0;
}

function* found(call: Call): Task<{ resource: { kind: string }; object: KubeObject }[]> {
  try {
    return yield* targets(call, call.args);
  } catch (error) {
    const { release } = call.session;
    if (!isStatus(error, 'NotFound') || !release.has('scaleHidesReasons')) throw error;
    throw failure(release.text('scaleNothing', { error: error.message }));
  }
}
