import { rule } from '../../kernel/index';
import { forbidden, notFound } from '../errors';
import { resourceOf } from '../resources';
import type { ServerContext } from '../store/context';
import type { KubeObject, Namespace } from '../types/index';
import { refuseNew } from './refusal';

const MUST_EXIST = rule(
  'admission/namespace-must-exist',
  'Nothing is created in a namespace that is not there.',
  'admission plugin NamespaceLifecycle',
);
const ENDING = rule(
  'admission/nothing-new-in-an-ending-namespace',
  'Nothing is created in a namespace that is being deleted.',
  'admission plugin NamespaceLifecycle',
);
const IMMORTAL_STAYS = rule(
  'admission/own-namespaces-stay',
  'The namespaces that a cluster comes with cannot be deleted.',
  'admission plugin NamespaceLifecycle',
);

/** Namespaces that can't be deleted. */
const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);

/**
 * New objects need a namespace that is there and stays. Source: admission plugin NamespaceLifecycle.
 * @throws StatusError 404 or 403
 */
export function admitToNamespace({ store, kernel }: ServerContext, object: KubeObject): void {
  const { namespace } = object.metadata;
  if (!namespace) return;
  const found = store.shelf('Namespace').objects.get(undefined, namespace) as Namespace | undefined;
  if (!found) {
    kernel.acts(MUST_EXIST);
    throw notFound(resourceOf('Namespace'), namespace);
  }
  if (!found.metadata.deletionTimestamp) return;
  kernel.acts(ENDING);
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  };
  throw refuseNew(object, why, [cause]);
}

/** @throws StatusError 403 for the namespaces that the cluster lives in */
export function admitNamespaceDeletion({ kernel }: ServerContext, name: string): void {
  if (!IMMORTAL.has(name)) return;
  kernel.acts(IMMORTAL_STAYS);
  throw forbidden(resourceOf('Namespace'), name, 'this namespace may not be deleted');
}
