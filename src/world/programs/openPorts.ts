import type { PortRule } from '../behaviour';
import type { Proc } from '../process';
import type { Closable } from './databases/dialects';
import { refusesPort } from './timetable';

/** Opens a TCP port. @throws BindError */
export type OpenTcp = (port: number, address: string | undefined) => Closable;

/**
 * The TCP ports that an app holds open: its own, or those that its behaviour says. Each may open and close at its own times.
 */
export class OpenPorts {
  private readonly open = new Map<string, Closable>();

  constructor(
    private readonly proc: Proc,
    /** Where it listens when nobody says otherwise. */
    private readonly own: readonly number[],
    private readonly openTcp: OpenTcp,
  ) {}

  /** Opens and closes what is to be open and closed now. @throws BindError */
  follow(): void {
    const { proc } = this;
    const behaviour = proc.app?.behaviour() ?? {};
    const wanted = new Map<string, () => Closable>();
    for (const { port: told, address } of behaviour.ports ?? [{} as PortRule])
      for (const port of told === undefined ? this.own : [told])
        if (!refusesPort(behaviour, port, proc))
          wanted.set(`${address ?? '*'}:${port}`, () => this.openTcp(port, address));
    // What closes comes first: its port may be wanted on another address
    for (const [key, port] of this.open) if (!wanted.has(key)) this.closeOne(key, port);
    for (const [key, openIt] of wanted) if (!this.open.has(key)) this.open.set(key, openIt());
  }

  close(): void {
    for (const [key, port] of this.open) this.closeOne(key, port);
  }

  private closeOne(key: string, port: Closable): void {
    this.open.delete(key);
    port.close();
  }
}
