import { rule } from '../../kernel/index';
import { forbidden } from '../errors';
import { resourceOf } from '../resources';
import type { ServerContext } from '../store/context';
import type { Pod, PriorityClass } from '../types/index';

const CLASS = rule(
  'admission/priority-of-the-class',
  'The priority of a pod is that of its class, 0 without one; a class that is not there is refused.',
  'admission plugin Priority',
);

/** Resolves the priority class of a new pod to a number. Source: admission plugin Priority. */
export function admitPriority({ store, kernel }: ServerContext, pod: Pod): void {
  const classes = store.shelf('PriorityClass').objects;
  const { spec } = pod;
  if (!spec.priorityClassName) {
    const fallback = classes.list().find((entry) => (entry as PriorityClass).globalDefault);
    if (fallback) spec.priorityClassName = fallback.metadata.name;
  }
  const name = spec.priorityClassName;
  const found = name ? (classes.get(undefined, name) as PriorityClass | undefined) : undefined;
  const refuse = (why: string) => forbidden(resourceOf('Pod'), pod.metadata.name, why);
  if (name) kernel.acts(CLASS);
  if (name && !found) throw refuse(`no PriorityClass with name ${name} was found`);
  const value = found?.value ?? 0;
  if (spec.priority !== undefined && spec.priority !== value) {
    throw refuse(
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; ` +
        `priority admission controller computed ${value} from the given PriorityClass name`,
    );
  }
  spec.priority = value;
  spec.preemptionPolicy ??= found?.preemptionPolicy ?? 'PreemptLowerPriority';
}
