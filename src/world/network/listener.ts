import { type Process, Roster, type Task } from '../../kernel';
import type { Connection } from './connection';
import type { NetHost } from './host';
import type { Accept, SocketOwner } from './types';

/** A connection with who serves it. */
interface Served {
  readonly connection: Connection;
  process?: Process<void>;
}

/** An open TCP port. */
export class Listener {
  private closed = false;
  private readonly served = new Roster<Served>();
  /** Taken by somebody who serves them elsewhere. */
  private handedOver: Connection[] = [];

  constructor(
    readonly host: NetHost,
    readonly port: number,
    /** The local address it is bound to; `0.0.0.0` is all of them. */
    readonly address: string,
    private readonly accept: Accept,
    /** Whose port it is, if it is a process's. */
    readonly owner?: SocketOwner,
  ) {
    if (owner) host.network.kernel.spawn(`${host.name}:${port}/owner`, this.closeWithOwner(owner));
  }

  /** Whether it takes new connections. */
  get open(): boolean {
    return !this.closed && !this.owner?.ended.isSet;
  }

  /** Takes no new connections; those already accepted go on (a graceful stop). */
  close(): void {
    this.closed = true;
    this.host.drop(this);
  }

  /** Closes, and cuts what it has accepted (a fast stop, or the end of the process). */
  abort(): void {
    this.close();
    for (const { connection, process } of this.served.list()) {
      process?.kill();
      connection.close();
    }
    this.served.clear();
    for (const connection of this.handedOver.splice(0)) connection.close();
  }

  /** Hands over a new connection. */
  serve(connection: Connection): void {
    const task = this.accept(connection);
    if (!task) {
      this.handedOver = [...this.handedOver.filter(({ closed }) => !closed), connection];
      return;
    }
    const { host, port } = this;
    const served: Served = { connection };
    served.process = host.network.kernel.spawn(`${host.name}:${port}`, this.closing(served, task));
    this.served.add(served);
  }

  /** A handler that returns has no more use for its connection. */
  private *closing(served: Served, task: Task<void>): Task<void> {
    try {
      yield* task;
    } finally {
      served.connection.close();
      this.served.delete(served);
    }
  }

  private *closeWithOwner(owner: SocketOwner): Task<void> {
    yield* owner.ended.join();
    this.abort();
  }
}
