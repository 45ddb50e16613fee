import { rule } from '../../kernel/index';
import type { ServerContext } from '../store/context';
import type { Pod, PriorityClass } from '../types/index';
import { refuse, refuseNew } from './refusal';

const CLASS = rule(
  'admission/priority-of-the-class',
  'The priority of a pod is that of its class, 0 without one; a class that is not there is refused.',
  'admission plugin Priority',
);

const ONE_DEFAULT = rule(
  'admission/one-default-priority',
  'Only one priority class is the default.',
  'admission plugin Priority',
);

/** Resolves the priority class of a new pod to a number. Source: admission plugin Priority. */
export function admitPriority({ store, kernel }: ServerContext, pod: Pod): void {
  const classes = store.shelf('PriorityClass').objects;
  const { spec } = pod;
  if (!spec.priorityClassName) {
    const fallback = globalDefault(classes.list() as PriorityClass[]);
    if (fallback) spec.priorityClassName = fallback.metadata.name;
  }
  const name = spec.priorityClassName;
  const found = name ? (classes.get(undefined, name) as PriorityClass | undefined) : undefined;
  if (name) kernel.acts(CLASS);
  if (name && !found) throw refuseNew(pod, `no PriorityClass with name ${name} was found`);
  const value = found?.value ?? 0;
  if (spec.priority !== undefined && spec.priority !== value) {
    throw refuseNew(
      pod,
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; ` +
        `priority admission controller computed ${value} from the given PriorityClass name`,
    );
  }
  spec.priority = value;
  const policy = found?.preemptionPolicy ?? 'PreemptLowerPriority';
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    throw refuseNew(
      pod,
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; ` +
        `priority admission controller computed ${policy} from the given PriorityClass name`,
    );
  }
  spec.preemptionPolicy = policy;
}

/** An update that does not speak of them leaves them as they are. */
export function keepPriority({ spec }: Pod, { spec: old }: Pod): void {
  if (spec.priority === undefined && old.priority !== undefined) spec.priority = old.priority;
  if (spec.preemptionPolicy === undefined && old.preemptionPolicy) spec.preemptionPolicy = old.preemptionPolicy;
}

/** @throws StatusError 403 for a second default */
export function checkPriorityClass({ store, kernel }: ServerContext, wanted: PriorityClass): void {
  if (!wanted.globalDefault) return;
  const present = globalDefault(store.shelf('PriorityClass').objects.list() as PriorityClass[]);
  if (!present || present.metadata.name === wanted.metadata.name) return;
  kernel.acts(ONE_DEFAULT);
  throw refuse(
    wanted,
    `PriorityClass ${present.metadata.name} is already marked as default. Only one default can exist`,
  );
}

/** Of several, which came at the same moment, the least. */
function globalDefault(classes: readonly PriorityClass[]): PriorityClass | undefined {
  return classes
    .filter((entry) => entry.globalDefault)
    .reduce<PriorityClass | undefined>((least, each) => (least && least.value <= each.value ? least : each), undefined);
}
