import { Deadlines } from './deadlines';
import { atMoments, type Invariant, type Moment } from './invariant';
import type { Past } from './past';
import type { PodLife } from './podLife';

/** What has to happen to container instances by some time. */
export interface InstanceDeadline {
  /** The facts that begin the wait, or end it. */
  readonly moments: readonly string[];
  /** Until when the instance has time, from this moment on; `met` if it has done what it had to; undefined: nothing new. */
  readonly due: (moment: Moment) => number | 'met' | undefined;
  /** What is wrong with an instance that is late; undefined if it may be. */
  readonly late: (instanceId: string, life: PodLife) => string | undefined;
}

/** Judges the deadlines of container instances. Nobody minds the time while there is no kubelet, and a new one counts anew. */
export function atInstancesWithin({ moments, due, late }: InstanceDeadline): Invariant['observe'] {
  return (past) => {
    const deadlines = new Deadlines();
    const lives = new Map<string, PodLife>();
    const note = atMoments(moments, (moment) => {
      const { id } = moment.instance;
      const until = due(moment);
      if (until === 'met') {
        deadlines.met(id);
        lives.delete(id);
      } else if (until !== undefined) {
        deadlines.set(id, until);
        lives.set(id, moment.life);
      }
      return undefined;
    })(past);
    return {
      ...note,
      'kubelet-stopped': () => deadlines.clear(),
      time: ({ t }) => {
        for (const id of deadlines.passed(t)) {
          const life = lives.get(id);
          const wrong = life && isStillTold(life, past) && late(id.slice(0, 12), life);
          if (wrong) return wrong;
        }
        return undefined;
      },
    };
  };
}

/** What is told of a pod that another has followed under the same name is told of the other. */
function isStillTold({ uid, pod: { metadata } }: PodLife, past: Past): boolean {
  return past.pods.get(`Pod/${metadata.namespace}/${metadata.name}`)?.uid === uid;
}
