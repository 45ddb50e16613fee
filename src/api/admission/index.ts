import type { ServerContext, WriteOptions } from '../store/context';
import type { KubeObject, PersistentVolumeClaim, Pod, PriorityClass } from '../types/index';
import { applyLimits, checkLimits } from './limits';
import { admitToNamespace } from './namespaces';
import { checkPodSecurity } from './podSecurity/index';
import { admitPriority, checkPriorityClass, keepPriority } from './priority';
import { admitRuntimeClass, checkOverhead } from './runtimeClass';
import { admitServiceAccount } from './serviceAccount';
import { admitStorage, checkExpansion } from './storage';

export { defaultClassOf } from './storage';

import { admitTolerations } from './tolerations';
import { copyTopology } from './topology';

/** What the admission plugins of a default cluster do to a new object, in their order; they change it in place. */
export function admit(context: ServerContext, object: KubeObject): void {
  admitToNamespace(context, object);
  admitStorage(context, object);
  if (object.kind !== 'Pod') return;
  const pod = object as Pod;
  applyLimits(context, pod);
  admitServiceAccount(context, pod);
  admitPriority(context, pod);
  admitTolerations(context, pod);
  admitRuntimeClass(context, pod);
  copyTopology(context, pod);
}

/** What they do to an object that is changed. */
export function admitUpdate(context: ServerContext, object: KubeObject, old: KubeObject): void {
  if (object.kind !== 'Pod') return;
  keepPriority(object as Pod, old as Pod);
  admitTolerations(context, object as Pod);
}

/**
 * What the plugins that change nothing say of an object that is valid, before it is saved; quotas come last.
 * @throws StatusError 403, 422 for labels of a namespace
 */
export function checkAdmission(
  context: ServerContext,
  object: KubeObject,
  { warn }: WriteOptions,
  old?: KubeObject,
): void {
  // A pod that is there gets no other containers.
  if (!old || object.kind !== 'Pod') checkLimits(context, object);
  checkPodSecurity(context, object, old, warn);
  if (object.kind === 'PriorityClass') checkPriorityClass(context, object as PriorityClass);
  if (object.kind === 'PersistentVolumeClaim' && old) {
    checkExpansion(context, object as PersistentVolumeClaim, old as PersistentVolumeClaim);
  }
  if (object.kind === 'Pod' && !old) checkOverhead(context, object as Pod);
}

/** The limits of the namespace hold for a resize too. */
export function admitResize(context: ServerContext, pod: Pod): void {
  applyLimits(context, pod);
  checkLimits(context, pod);
}

export { admitNamespaceDeletion } from './namespaces';
export { checkPodSecurity } from './podSecurity/index';
export { MIRROR_ANNOTATION, TOKEN_PATH } from './serviceAccount';
export { copyTopology } from './topology';
