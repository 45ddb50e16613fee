/** Servers and objects for the tests of this folder. */
import { Kernel } from '../../kernel/index';
import { LATENCIES } from '../../latencies';
import { StatusError } from '../errors';
import { Release } from '../release/index';
import type { Deployment, Job, Pod, Service } from '../types/index';
import { ApiServer } from './server';

export const EPOCH_MS = 1_795_224_534_000;

export function server(version = '1.36', nodePortRange?: [number, number]): ApiServer {
  const kernel = new Kernel({ latencies: LATENCIES });
  return new ApiServer(kernel, {
    release: Release.of(version),
    epochMs: EPOCH_MS,
    ...(nodePortRange ? { nodePortRange } : {}),
  });
}

export function pod(name: string, spec: Partial<Pod['spec']> = {}, metadata: Partial<Pod['metadata']> = {}): Pod {
  const containers = [{ name: 'app', image: 'busybox:1' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', ...metadata },
    spec: { containers, ...spec },
  };
}

export function service(name: string, spec: Service['spec'] = {}): Service {
  const ports = [{ port: 80 }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec: { ports, ...spec } };
}

export function deployment(name: string): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: pod('x').spec },
    },
  };
}

export function job(name: string): Job {
  const template = { spec: { containers: [{ name: 'a', image: 'b:1' }], restartPolicy: 'Never' as const } };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'default' }, spec: { template } };
}

export function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof StatusError) return `${error.code} ${error.reason}: ${error.message}`;
    throw error;
  }
  return 'nothing was refused';
}

/** Lets `seconds` pass. */
export function pass(api: ApiServer, seconds: number): void {
  api.kernel.runUntil(api.kernel.now + seconds * 1000);
}
