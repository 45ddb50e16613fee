import { type ApiClient, type ApiServer, isStatus, listPatch, type SchedulerEventRecorder } from '../../api';
import type { Pod } from '../../api/types';
import type { Task } from '../../kernel';
import { podCondition } from './conditions';
import type { Nominations } from './nominations';
import type { Preemption } from './preemption';

/** Preemption that has found victims. */
export type Taking = Extract<Preemption, { node: string }>;

export interface PreemptorDeps {
  readonly api: ApiServer;
  readonly client: ApiClient;
  readonly recorder: SchedulerEventRecorder;
  readonly nominations: Nominations;
  /** Name of the scheduler. */
  readonly name: string;
}

/** Carries out what preemption has decided (pkg/scheduler/framework/preemption/executor.go). */
export class Preemptor {
  constructor(private readonly deps: PreemptorDeps) {}

  *carryOut(pod: Pod, taking: Taking): Task {
    const isAsynchronous = this.deps.api.release.has('preemptionIsAsynchronous');
    if (isAsynchronous) yield* this.sendAway(pod, taking.node);
    for (const victim of taking.victims) yield* this.evict(victim, pod, taking.node);
    if (!isAsynchronous) yield* this.sendAway(pod, taking.node);
  }

  /** Less important pods that wait for the same room will not get it: they have no node any more. */
  private *sendAway(pod: Pod, node: string): Task {
    for (const other of this.deps.nominations.after(pod, node)) {
      this.deps.nominations.delete(other);
      yield* this.clearNomination(other);
    }
  }

  private *clearNomination({ metadata: { namespace = '', name } }: Pod): Task {
    const status = { nominatedNodeName: null };
    try {
      yield* this.deps.client.patch('Pod', namespace, name, { status }, { type: 'strategic', subresource: 'status' });
    } catch (error) {
      if (!isStatus(error)) throw error;
    }
  }

  private *evict(victim: Pod, pod: Pod, node: string): Task {
    const { api, client, recorder } = this.deps;
    const { release } = api;
    if (victim.metadata.deletionTimestamp && release.has('preemptionSparesEnding')) return;
    const { namespace = '', name, uid = '' } = victim.metadata;
    try {
      if (release.has('disruptionTarget')) {
        const status = listPatch('conditions', 'type', victim.status?.conditions, [this.target(victim)]);
        yield* client.patch('Pod', namespace, name, { status }, { type: 'strategic', subresource: 'status' });
      }
      yield* client.delete('Pod', namespace, name, { preconditions: { uid } });
    } catch (error) {
      if (!isStatus(error)) throw error;
      return;
    }
    const { metadata } = pod;
    const values = { namespace: metadata.namespace ?? '', name: metadata.name, uid: metadata.uid ?? '', node };
    const note = release.text('preemptedBy', values);
    recorder.event(victim, { type: 'Normal', reason: 'Preempted', action: 'Preempting', note });
  }

  private target(victim: Pod): ReturnType<typeof podCondition> {
    const { api, name } = this.deps;
    const message = `${name}: preempting to accommodate a higher priority pod`;
    const reason = api.release.text('preemptionReason');
    return podCondition(api, victim, { type: 'DisruptionTarget', status: 'True', reason, message });
  }
}
