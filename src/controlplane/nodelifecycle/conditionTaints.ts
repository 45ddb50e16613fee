import { ApiClient, type ApiServer, isStatus, sameJson } from '../../api';
import type { KubeNode } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { keyOf } from '../common/objects';
import { Controller } from '../controller';
import { withConditionTaints } from './conditions';

const TAINTS = rule(
  'node/taints-by-condition',
  'Conditions of a node, and a cordon, become NoSchedule taints.',
  'kubernetes.io, Taints and Tolerations, Taint Nodes by Condition',
);

/** Keeps the NoSchedule taints of nodes in step with their conditions and with `kubectl cordon`. */
export class ConditionTaints {
  private readonly controller: Controller;
  private readonly client: ApiClient;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, 'node-controller');
    const sync = (key: string): Task => this.sync(key);
    this.controller = new Controller({ kernel, name: 'node-lifecycle-controller', kind: 'Node', workers: 8, sync });
  }

  start(): void {
    this.informers.of<KubeNode>('Node').onChange(({ type, object: node }) => {
      if (type !== 'DELETED' && !this.isInStep(node)) this.controller.enqueue(keyOf(node));
    });
  }

  private isInStep(node: KubeNode): boolean {
    return sameJson(withConditionTaints(node, ''), node.spec?.taints ?? []);
  }

  private *sync(name: string): Task {
    const node = this.informers.of<KubeNode>('Node').get('', name);
    if (!node || this.isInStep(node)) return;
    try {
      this.api.kernel.acts(TAINTS);
      const taints = withConditionTaints(node, this.api.now());
      yield* this.client.update<KubeNode>({ ...node, spec: { ...node.spec, taints } });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}
