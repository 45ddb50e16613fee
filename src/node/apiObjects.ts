import type { Link } from '../api/index';
import type {
  ConfigMap,
  KubeObject,
  PersistentVolume,
  PersistentVolumeClaim,
  Secret,
  Service,
} from '../api/types/index';
import type { NodeObjects } from './environment/index';
import type { VolumeObjects } from './volumes/index';

/** The part of the API server that this needs. */
interface Finder {
  find<T extends KubeObject>(kind: string, namespace: string | undefined, name: string): T | undefined;
  list<T extends KubeObject>(kind: string, options?: { namespace?: string }): T[];
}

/**
 * The API objects that a node's pods refer to. The kubelet keeps them in watches that are some milliseconds behind;
 * here they are read when they are needed. A node that is cut off goes by what it read last.
 */
export class ApiObjects implements NodeObjects, VolumeObjects {
  private readonly known = new Map<string, KubeObject | undefined>();
  private readonly knownServices = new Map<string, Service[]>();

  constructor(
    private readonly api: Finder,
    private readonly link?: Pick<Link, 'up'>,
  ) {}

  configMap(namespace: string, name: string): ConfigMap | undefined {
    return this.find<ConfigMap>('ConfigMap', namespace, name);
  }

  secret(namespace: string, name: string): Secret | undefined {
    return this.find<Secret>('Secret', namespace, name);
  }

  services(namespace: string): Service[] {
    if (this.link?.up === false) return this.knownServices.get(namespace) ?? [];
    const services = this.api.list<Service>('Service', { namespace });
    this.knownServices.set(namespace, services);
    return services;
  }

  claim(namespace: string, name: string): PersistentVolumeClaim | undefined {
    return this.find<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  }

  persistentVolume(name: string): PersistentVolume | undefined {
    return this.find<PersistentVolume>('PersistentVolume', undefined, name);
  }

  private find<T extends KubeObject>(kind: string, namespace: string | undefined, name: string): T | undefined {
    const key = `${kind}/${namespace ?? ''}/${name}`;
    if (this.link?.up !== false) this.known.set(key, this.api.find<T>(kind, namespace, name));
    return this.known.get(key) as T | undefined;
  }
}
