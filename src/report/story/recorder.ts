import type { Cluster } from '../../cluster';
import type { Fact } from '../../kernel/index';
import { capture } from './capture';
import type { KeptLog } from './outputs';
import type { StepTime, Story } from './types';

/**
 * Keeps hold of what the journal does not have and the store forgets: the logs of containers that are removed. It only
 * keeps references: a scenario that nobody reports pays nothing.
 */
export class StoryRecorder {
  private readonly logs: KeptLog[] = [];

  /** @param startMs virtual time at which the story begins */
  constructor(
    private readonly cluster: Cluster,
    private readonly startMs: number,
  ) {
    cluster.journal.subscribe((fact) => {
      if (fact.type === 'container-started') this.keepLog(fact);
    });
  }

  /** The story up to now. @param steps when each step began and ended */
  story(steps: readonly StepTime[] = []): Story {
    return capture(this.cluster, { startMs: this.startMs, steps, logs: this.logs });
  }

  private keepLog({ component, object, detail, t }: Fact): void {
    const node = this.cluster.nodes.get(component.slice(component.indexOf('/') + 1));
    const lines = node?.runtime.instance(String(detail['id']))?.log.lines;
    if (!lines) return;
    const [, namespace = '', pod = ''] = object.split('/');
    const { container, attempt } = detail as { container: string; attempt: number };
    this.logs.push({ namespace, pod, container, attempt, startedMs: t, lines });
  }
}
