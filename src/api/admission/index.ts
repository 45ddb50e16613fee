import type { ServerContext } from '../store/context';
import type { KubeObject, Pod } from '../types/index';
import { admitToNamespace } from './namespaces';
import { admitPriority } from './priority';
import { admitServiceAccount } from './serviceAccount';
import { admitStorage } from './storage';

export { defaultClassOf } from './storage';

import { admitTolerations } from './tolerations';

/** What the admission plugins of a default cluster do to a new object, in their order; they change it in place. */
export function admit(context: ServerContext, object: KubeObject): void {
  admitToNamespace(context, object);
  admitStorage(context, object);
  if (object.kind !== 'Pod') return;
  const pod = object as Pod;
  admitServiceAccount(context, pod);
  admitPriority(context, pod);
  admitTolerations(context, pod);
}

/** What they do to an object that is changed. */
export function admitUpdate(context: ServerContext, object: KubeObject): void {
  if (object.kind === 'Pod') admitTolerations(context, object as Pod);
}

export { admitNamespaceDeletion } from './namespaces';
export { MIRROR_ANNOTATION, TOKEN_PATH } from './serviceAccount';
