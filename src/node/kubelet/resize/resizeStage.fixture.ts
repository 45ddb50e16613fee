import type { Condition, ResourceRequirements } from '../../../api/types/index';
import { OneNode } from '../../testing/oneNode';

export interface PodOptions {
  readonly more?: string;
  readonly command?: string;
  readonly spec?: string;
}

/** A pod with one container that asks for so much. */
export function podAsking(
  name: string,
  resources: string,
  { more = '', command = '[sleep, "3600"]', spec = '' }: PodOptions = {},
): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  terminationGracePeriodSeconds: 1
  containers: [{name: c, image: busybox:1.28, command: ${command}, resources: ${resources}${more}}]
  ${spec}`;
}

/** One node of 4 cpu and 8Gi, for tests of resizes. */
export class ResizeStage extends OneNode {
  /** Asks for other resources for the container `c`; null takes away. */
  resize(name: string, resources: ResourceRequirements, list = 'containers', container = 'c'): void {
    const change = { spec: { [list]: [{ name: container, resources }] } };
    this.api.patch('Pod', 'default', name, change, { type: 'strategic', subresource: 'resize' });
  }

  /** `InProgress Error: why`, `Pending Deferred: why` … */
  resizes(name: string): string[] {
    const short = ({ type, reason = '', message }: Condition) =>
      `${type.slice('PodResize'.length)} ${reason}${message ? `: ${message}` : ''}`.trim();
    return (this.pod(name)?.status?.conditions ?? []).filter(({ type }) => type.startsWith('PodResize')).map(short);
  }

  /** What the node has promised and what the container has, of cpu: `1/500m`. */
  cpu(name: string): string {
    const status = this.pod(name)?.status?.containerStatuses?.[0];
    return `${status?.allocatedResources?.['cpu']}/${status?.resources?.requests?.['cpu']}`;
  }

  /** Seconds until `name` has been promised and given so much cpu. */
  secondsUntil(name: string, cpu: string, atMost: number): number {
    const startMs = this.kernel.now;
    while (this.cpu(name) !== `${cpu}/${cpu}`) {
      if (this.kernel.now - startMs > atMost * 1000) throw new Error(`${name} has ${this.cpu(name)}, not ${cpu}`);
      this.pass(0.1);
    }
    return (this.kernel.now - startMs) / 1000;
  }

  /** Reasons of the events about resizes, in turn. */
  told(name: string): string[] {
    return this.events(name)
      .filter((event) => event.startsWith('Resize'))
      .map((event) => event.split(' {')[0] as string);
  }
}
