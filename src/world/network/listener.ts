import type { Process, Task } from '../../kernel';
import type { Connection } from './connection';
import type { NetHost } from './host';
import type { Accept, SocketOwner } from './types';

/** An open TCP port. */
export class Listener {
  private closed = false;
  private readonly accepted = new Map<Connection, Process<void> | undefined>();

  constructor(
    readonly host: NetHost,
    readonly port: number,
    /** The local address it is bound to; `0.0.0.0` is all of them. */
    readonly address: string,
    private readonly accept: Accept,
    private readonly owner?: SocketOwner,
  ) {
    if (owner) host.network.kernel.spawn(`${host.name}:${port}/owner`, this.closeWithOwner(owner));
  }

  /** Whether it takes new connections. */
  get open(): boolean {
    return !this.closed && !this.owner?.ended.isSet;
  }

  /** Connections that are being served. */
  get active(): number {
    this.tidy();
    return this.accepted.size;
  }

  /** Takes no new connections; those already accepted go on (a graceful stop). */
  close(): void {
    this.closed = true;
    this.host.drop(this);
  }

  /** Closes, and cuts what it has accepted (a fast stop, or the end of the process). */
  abort(): void {
    this.close();
    for (const [connection, task] of this.accepted) {
      task?.kill();
      connection.close();
    }
    this.accepted.clear();
  }

  /** Hands over a new connection. */
  serve(connection: Connection): void {
    this.tidy();
    const task = this.accept(connection);
    this.accepted.set(connection, task ? this.run(connection, task) : undefined);
  }

  private run(connection: Connection, task: Task<void>): Process<void> {
    return this.host.network.kernel.spawn(`${this.host.name}:${this.port}`, closing(connection, task));
  }

  private tidy(): void {
    for (const [connection, task] of this.accepted) {
      if (connection.closed && !task?.isAlive) this.accepted.delete(connection);
    }
  }

  private *closeWithOwner(owner: SocketOwner): Task<void> {
    yield* owner.ended.join();
    this.abort();
  }
}

/** A handler that returns has no more use for its connection. */
function* closing(connection: Connection, task: Task<void>): Task<void> {
  try {
    yield* task;
  } finally {
    connection.close();
  }
}
