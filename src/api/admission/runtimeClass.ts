import { rule } from '../../kernel/index';
import { sameJson } from '../json';
import type { ServerContext } from '../store/context';
import type { KubeObject, Pod, Toleration } from '../types/index';
import { refuse, refuseNew } from './refusal';

const CLASS = rule(
  'admission/runtime-class',
  'A pod gets the overhead and the nodes of its runtime class; one whose class is not there is refused.',
  'admission plugin RuntimeClass',
);

interface RuntimeClass extends KubeObject {
  overhead?: { podFixed?: Record<string, string> };
  scheduling?: { nodeSelector?: Record<string, string>; tolerations?: Toleration[] };
}

/** What the class of a new pod adds to it. Source: admission plugin RuntimeClass. */
export function admitRuntimeClass(context: ServerContext, pod: Pod): void {
  const { spec } = pod;
  if (spec.runtimeClassName === undefined) return;
  context.kernel.acts(CLASS);
  const found = classOf(context, pod);
  if (!found) throw refuseNew(pod, `pod rejected: RuntimeClass "${spec.runtimeClassName}" not found`);
  const overhead = found.overhead?.podFixed;
  if (overhead) {
    if (spec.overhead && !sameJson(spec.overhead, overhead)) throw refuseNew(pod, OTHER_OVERHEAD);
    spec.overhead = { ...overhead };
  }
  const { nodeSelector = {}, tolerations = [] } = found.scheduling ?? {};
  for (const [key, value] of Object.entries(nodeSelector)) {
    const own = spec.nodeSelector?.[key];
    if (own === undefined || own === value) continue;
    const [ofClass, ofPod] = [`runtimeClass.scheduling.nodeSelector[${key}]`, `pod.spec.nodeSelector[${key}]`];
    throw refuseNew(pod, `conflict: ${ofClass} = ${value}; ${ofPod} = ${own}`);
  }
  if (Object.keys(nodeSelector).length > 0) spec.nodeSelector = { ...spec.nodeSelector, ...nodeSelector };
  const others = tolerations.filter((each) => !spec.tolerations?.some((own) => sameJson(own, each)));
  if (others.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...others];
}

const OTHER_OVERHEAD = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

/** Nobody but its class says what a pod costs beyond its containers. */
export function checkOverhead(context: ServerContext, pod: Pod): void {
  if (pod.spec.overhead === undefined || classOf(context, pod)?.overhead) return;
  throw refuse(pod, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
}

function classOf({ store }: ServerContext, { spec }: Pod): RuntimeClass | undefined {
  const name = spec.runtimeClassName;
  return name === undefined
    ? undefined
    : (store.shelf('RuntimeClass').objects.get(undefined, name) as RuntimeClass | undefined);
}
