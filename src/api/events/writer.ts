import type { Process, Task } from '../../kernel/index';
import { ApiClient } from '../client';
import { isStatus } from '../errors';
import type { Link } from '../link';
import type { ApiServer } from '../store/index';
import type { KubeEvent } from '../types/index';

/** One event to write: new, or a newer state of one that was written before. */
export interface EventWrite {
  readonly event: KubeEvent;
  readonly isNew: boolean;
}

/**
 * Writes a component's events one after the other in the background, so that reporting never delays what is reported.
 * A change of an event that is gone creates it again; what the server rejects is dropped.
 * Source: client-go `tools/record`.
 */
export class EventWriter {
  private readonly client: ApiClient;
  private readonly queue: EventWrite[] = [];
  private process: Process<void> | undefined;

  constructor(
    private readonly api: ApiServer,
    private readonly component: string,
    link?: Link,
  ) {
    this.client = new ApiClient(api, component, link);
  }

  write(write: EventWrite): void {
    this.queue.push(write);
    if (this.process?.isAlive) return;
    this.process = this.api.kernel.spawn(`${this.component} events`, this.drain());
  }

  private *drain(): Task {
    for (let next = this.queue.shift(); next; next = this.queue.shift()) yield* this.attempt(next);
  }

  private *attempt(write: EventWrite): Task {
    try {
      yield* this.send(write);
    } catch (error) {
      if (!isStatus(error)) throw error;
    }
  }

  private *send({ event, isNew }: EventWrite): Task {
    if (isNew) {
      yield* this.client.create(event);
      return;
    }
    const { namespace, name } = event.metadata;
    const { count, firstTimestamp, lastTimestamp, message, series } = event;
    const patch = series ? { series } : { count, firstTimestamp, lastTimestamp, message };
    try {
      yield* this.client.patch('Event', namespace, name, patch, { type: 'merge' });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
      yield* this.client.create(event);
    }
  }
}
