import type { CommandSpec } from '../command/spec';
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
