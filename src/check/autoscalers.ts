import type { KubeObject } from '../api/index';
import { fieldIn, withField } from './fields';

/** What HorizontalPodAutoscalers of the files mean for the number of pods. */

/**
 * The objects with as many replicas as their autoscalers keep at least: nobody puts a load on trials, so that is how many there are
 * (autoscaling/v2: minReplicas is 1 unless said otherwise; replicas 0 switches an autoscaler off).
 */
export function autoscaled(objects: readonly KubeObject[]): KubeObject[] {
  const scalers = objects.filter(isAutoscaler);
  return objects.map((object) => {
    const scaler = scalers.find((candidate) => scales(candidate, object));
    const wanted = (fieldIn(object, 'spec.replicas') as number | undefined) ?? 1;
    const least = (fieldIn(scaler, 'spec.minReplicas') as number | undefined) ?? 1;
    return scaler && wanted > 0 && wanted < least ? withField(object, 'spec.replicas', least) : object;
  });
}

export function isAutoscaler({ kind }: KubeObject): boolean {
  return kind === 'HorizontalPodAutoscaler';
}

/** Whether an autoscaler decides about the replicas of this object. */
export function scales(scaler: KubeObject, { kind, metadata }: KubeObject): boolean {
  const target = fieldIn(scaler, 'spec.scaleTargetRef') as { kind?: string; name?: string } | undefined;
  const namespaceOf = (of: KubeObject['metadata']) => of.namespace ?? 'default';
  return (
    target?.kind === kind && target.name === metadata.name && namespaceOf(scaler.metadata) === namespaceOf(metadata)
  );
}
