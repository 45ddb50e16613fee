import { type ApiServer, Informer, type Link } from '../../api';
import type { KubeObject } from '../../api/types';

/**
 * The caches that one process shares among its controllers: one watch for each kind, as client-go's shared informer
 * factory has. What a controller reads here is a little older than the store, and that is the point.
 */
export class Informers {
  private readonly byKind = new Map<string, Informer<KubeObject>>();

  constructor(
    private readonly api: ApiServer,
    /** Who watches, such as `kube-controller-manager`. */
    readonly component: string,
    private readonly link?: Link,
  ) {}

  of<T extends KubeObject>(kind: T['kind']): Informer<T> {
    let informer = this.byKind.get(kind);
    if (!informer) {
      informer = new Informer<KubeObject>(this.api, kind, { name: this.component, link: this.link });
      this.byKind.set(kind, informer);
    }
    return informer as unknown as Informer<T>;
  }
}
