import { type ApiClient, type ApiServer, type EventRecorder, isStatus, StatusError } from '../../api';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types';
import type { Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { isContested, isStale, ownersOf } from './claimOwners';
import { claimsOf, ordinalOf } from './identity';
import { rangeOf } from './situation';

/** The claims of the pods of a set (stateful_pod_control.go). */
export class Claims {
  constructor(
    private readonly api: ApiServer,
    private readonly client: ApiClient,
    private readonly informers: Informers,
    private readonly recorder: EventRecorder,
  ) {}

  /** A claim that an earlier pod of this name takes along is still there: its next pod waits for its own. */
  isStale(set: StatefulSet, pod: Pod): boolean {
    if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
    return this.presentOf(set, pod).some((claim) => isStale(claim, pod));
  }

  /** Makes what is missing. @throws StatusError when something cannot be made, or is being deleted, after it has tried all */
  *make(set: StatefulSet, pod: Pod): Task {
    const problems: string[] = [];
    for (const { claim } of claimsOf(set, ordinalOf(pod, set))) {
      const present = this.find(claim);
      if (present?.metadata.deletionTimestamp) problems.push(`pvc ${claim.metadata.name} is being deleted`);
      if (present) continue;
      const problem = yield* this.create(set, pod, claim);
      if (problem) problems.push(`failed to create PVC ${claim.metadata.name}: ${problem}`);
    }
    if (problems.length === 0) return;
    throw new StatusError('InternalError', problems.length === 1 ? `${problems[0]}` : `[${problems.join(', ')}]`);
  }

  /** @returns why it could not */
  private *create(set: StatefulSet, pod: Pod, claim: PersistentVolumeClaim): Task<string | undefined> {
    const values = { verb: 'create', Verb: 'Create', claim: claim.metadata.name, pod: pod.metadata.name };
    const names = { ...values, set: set.metadata.name };
    try {
      yield* this.client.create<PersistentVolumeClaim>(claim);
    } catch (error) {
      if (!isStatus(error)) throw error;
      // The cache has not shown it yet.
      if (error.reason === 'AlreadyExists') return undefined;
      const text = this.api.release.text('statefulSetClaimFailed', { ...names, error: error.message });
      this.recorder.event(set, 'Warning', 'FailedCreate', text);
      return error.message;
    }
    this.recorder.event(set, 'Normal', 'SuccessfulCreate', this.api.release.text('statefulSetClaimDone', names));
    return undefined;
  }

  /** Whether the claims belong to whom the retention policy says. */
  areRight(set: StatefulSet, pod: Pod): boolean {
    if (!this.api.release.has('persistentVolumeClaimRetention')) return true;
    return this.presentOf(set, pod).every((claim) => this.rightOwners(set, pod, claim) === undefined);
  }

  /** Gives the claims to whom the retention policy says. */
  *own(set: StatefulSet, pod: Pod): Task {
    if (!this.api.release.has('persistentVolumeClaimRetention')) return;
    for (const claim of this.presentOf(set, pod)) {
      if (this.api.release.has('claimsGetControllers') && isContested(this.inheritance(set, pod, claim))) {
        const message = `PersistentVolumeClaim ${claim.metadata.name} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`;
        this.recorder.event(set, 'Warning', 'ConflictingController', message);
      }
      const ownerReferences = this.rightOwners(set, pod, claim);
      if (!ownerReferences) continue;
      const metadata = { ...claim.metadata, ownerReferences };
      yield* this.client.update<PersistentVolumeClaim>({ ...claim, metadata });
    }
  }

  /** @returns nothing when they are right already */
  private rightOwners(set: StatefulSet, pod: Pod, claim: PersistentVolumeClaim) {
    const owners = ownersOf(this.inheritance(set, pod, claim), this.api.release);
    const areRight =
      owners === claim.metadata.ownerReferences || (owners.length === 0 && !claim.metadata.ownerReferences);
    return areRight ? undefined : [...owners];
  }

  private inheritance(set: StatefulSet, pod: Pod, claim: PersistentVolumeClaim) {
    const { first, end } = rangeOf(set);
    const ordinal = ordinalOf(pod, set);
    return { claim, set, pod, isSurplus: ordinal < first || ordinal >= end };
  }

  private presentOf(set: StatefulSet, pod: Pod): PersistentVolumeClaim[] {
    return claimsOf(set, ordinalOf(pod, set)).flatMap(({ claim }) => this.find(claim) ?? []);
  }

  private find({ metadata: { namespace, name } }: PersistentVolumeClaim): PersistentVolumeClaim | undefined {
    return this.informers.of<PersistentVolumeClaim>('PersistentVolumeClaim').get(namespace, name);
  }
}
