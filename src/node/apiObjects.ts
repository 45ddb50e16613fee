import type { ConfigMap, KubeObject, PersistentVolumeClaim, Secret, Service } from '../api/types/index';
import type { NodeObjects } from './environment/index';
import type { VolumeObjects } from './volumes/index';

/** The part of the API server that this needs. */
interface Finder {
  find<T extends KubeObject>(kind: string, namespace: string | undefined, name: string): T | undefined;
  list<T extends KubeObject>(kind: string, options?: { namespace?: string }): T[];
}

/**
 * The API objects that a node's pods refer to. The kubelet keeps them in watches that are some milliseconds behind;
 * here they are read when they are needed.
 */
export class ApiObjects implements NodeObjects, VolumeObjects {
  constructor(private readonly api: Finder) {}

  configMap(namespace: string, name: string): ConfigMap | undefined {
    return this.api.find<ConfigMap>('ConfigMap', namespace, name);
  }

  secret(namespace: string, name: string): Secret | undefined {
    return this.api.find<Secret>('Secret', namespace, name);
  }

  services(namespace: string): Service[] {
    return this.api.list<Service>('Service', { namespace });
  }

  claim(namespace: string, name: string): PersistentVolumeClaim | undefined {
    return this.api.find<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  }
}
