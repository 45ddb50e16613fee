import type { Kernel } from '../../kernel/index';

/** Whose fact it is. */
interface Owner {
  readonly namespace: string;
  readonly podName: string;
  readonly podUid: string;
}

/** Tells the journal, and those who watch the runtime, what happens to pods. */
export class Journalist {
  private readonly listeners: ((podUid: string) => void)[] = [];

  /** @param component who records: `containerd/node` */
  constructor(
    private readonly kernel: Kernel,
    private readonly component: string,
  ) {}

  record(type: string, owner: Owner, detail: Readonly<Record<string, unknown>>): void {
    const object = `Pod/${owner.namespace}/${owner.podName}`;
    // Pods of one name come one after the other, and those that somebody removed by force live on beside the next
    this.kernel.journal.record({
      component: this.component,
      type,
      object,
      detail: { ...detail, podUid: owner.podUid },
    });
  }

  changed(owner: Owner): void {
    for (const listener of this.listeners) listener(owner.podUid);
  }

  onChange(listener: (podUid: string) => void): void {
    this.listeners.push(listener);
  }
}
