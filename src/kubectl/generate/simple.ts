import type { KubeObject } from '../../api';
import { bool, type CommandSpec, int, text } from '../command/spec';
import { make, makeFlags, metadata, nameOf } from './make';

export const namespace: CommandSpec = {
  name: 'namespace',
  aliases: ['ns'],
  flags: makeFlags,
  *run(call) {
    return yield* make(call, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: nameOf(call) } });
  },
};

export const serviceAccount: CommandSpec = {
  name: 'serviceaccount',
  aliases: ['sa'],
  flags: makeFlags,
  *run(call) {
    return yield* make(call, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(call, nameOf(call)) });
  },
};

export const priorityClass: CommandSpec = {
  name: 'priorityclass',
  aliases: ['pc'],
  flags: [
    ...makeFlags,
    int('value', { value: '0' }),
    bool('global-default'),
    text('description', { value: '' }),
    text('preemption-policy', { value: 'PreemptLowerPriority' }),
  ],
  *run(call) {
    const description = call.text('description');
    return yield* make(call, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: nameOf(call) },
      value: call.int('value') ?? 0,
      ...(description ? { description } : {}),
      ...(call.flag('global-default') ? { globalDefault: true } : {}),
      preemptionPolicy: call.text('preemption-policy'),
    } as KubeObject);
  },
};
