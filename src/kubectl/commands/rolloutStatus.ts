import type { DaemonSet, Deployment, KubeObject, StatefulSet } from '../../api';
import { failure } from '../errors';
import { oneResource } from '../selection';
import { groupKind } from '../session';

/** Where a roll-out stands: a line to print, and whether it is over. */
export interface Progress {
  readonly text: string;
  readonly done: boolean;
}

/** @throws KubectlError when it has failed, or when the kind knows no roll-outs */
export function progressOf(object: KubeObject, revision: number): Progress {
  switch (object.kind) {
    case 'Deployment':
      return deployment(object as Deployment, revision);
    case 'DaemonSet':
      return daemonSet(object as DaemonSet);
    case 'StatefulSet':
      return statefulSet(object as StatefulSet);
    default:
      throw failure(`no status viewer has been implemented for ${groupKind(oneResource(object.kind))}`);
  }
}

const waiting = (text: string): Progress => ({ text, done: false });
const done = (text: string): Progress => ({ text, done: true });
const observed = (object: KubeObject & { status?: { observedGeneration?: number } }): boolean =>
  (object.metadata.generation ?? 0) <= (object.status?.observedGeneration ?? 0);

function deployment(object: Deployment, wanted: number): Progress {
  const { metadata, spec, status = {} } = object;
  const name = metadata.name;
  if (wanted > 0) {
    const revision = Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (revision !== wanted)
      throw failure(`desired revision (${wanted}) is different from the running revision (${revision})`);
  }
  if (!observed(object)) return waiting('Waiting for deployment spec update to be observed...');
  const progressing = status.conditions?.find((condition) => condition.type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw failure(`deployment "${name}" exceeded its progress deadline`);
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const head = `Waiting for deployment "${name}" rollout to finish:`;
  if (spec.replicas !== undefined && updatedReplicas < spec.replicas) {
    return waiting(`${head} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`);
  }
  if (replicas > updatedReplicas) {
    return waiting(`${head} ${replicas - updatedReplicas} old replicas are pending termination...`);
  }
  if (availableReplicas < updatedReplicas) {
    return waiting(`${head} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  }
  return done(`deployment "${name}" successfully rolled out`);
}

function daemonSet(object: DaemonSet): Progress {
  const { metadata, spec, status } = object;
  if (spec.updateStrategy?.type === 'OnDelete') throw onlyRolling();
  if (!observed(object)) return waiting('Waiting for daemon set spec update to be observed...');
  const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const head = `Waiting for daemon set "${metadata.name}" rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled) {
    return waiting(`${head} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`);
  }
  if (numberAvailable < desiredNumberScheduled) {
    return waiting(`${head} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`);
  }
  return done(`daemon set "${metadata.name}" successfully rolled out`);
}

function statefulSet(object: StatefulSet): Progress {
  const { spec, status = {} } = object;
  if (spec.updateStrategy?.type === 'OnDelete') throw onlyRolling();
  if (!observed(object)) return waiting('Waiting for statefulset spec update to be observed...');
  const replicas = spec.replicas ?? 1;
  const ready = status.readyReplicas ?? 0;
  if (ready < replicas) return waiting(`Waiting for ${replicas - ready} pods to be ready...`);
  const rolling = spec.updateStrategy?.rollingUpdate;
  const updated = status.updatedReplicas ?? 0;
  if (rolling) {
    const wanted = replicas - (rolling.partition ?? 0);
    if (updated < wanted) {
      return waiting(
        `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`,
      );
    }
    return done(`partitioned roll out complete: ${updated} new pods have been updated...`);
  }
  if (status.updateRevision !== status.currentRevision) {
    return waiting(
      `waiting for statefulset rolling update to complete ${updated} pods at revision ${status.updateRevision}...`,
    );
  }
  return done(
    `statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ${status.currentRevision}...`,
  );
}

const onlyRolling = (): Error => failure('rollout status is only available for RollingUpdate strategy type');
