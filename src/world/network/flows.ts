import type { Kernel } from '../../kernel';
import type { Endpoint } from './types';

/** How long the NAT table keeps a silent flow that nobody has answered, and one that has become a stream (nf_conntrack-sysctl). */
const UNREPLIED_MS = 30_000;
const STREAM_MS = 120_000;
/** An answered flow that is still in use after this is a stream (net/netfilter/nf_conntrack_proto_udp.c). */
const BECOMES_STREAM_MS = 2000;
/** Flows that are over are thrown away when there are more than so many. */
const KEPT = 32;

/** Datagrams of one port to one destination that the rules lead elsewhere. */
interface Flow {
  readonly port: number;
  /** Where the sender believes to send to: a Service's address. */
  readonly sees: Endpoint;
  readonly target: Endpoint;
  readonly sinceMs: number;
  answered: boolean;
  untilMs: number;
}

/**
 * The part of a sender's NAT table (conntrack) that UDP needs: later datagrams of a flow go where its first one went, and what
 * comes back from there seems to come from where they were sent to.
 */
export class Flows {
  private flows: Flow[] = [];

  constructor(private readonly kernel: Kernel) {}

  /** Where earlier datagrams from this port to this destination went, unless the table has forgotten. */
  target(port: number, to: Endpoint): Endpoint | undefined {
    return this.flows.find((flow) => flow.port === port && this.isKept(flow) && isSame(flow.sees, to))?.target;
  }

  /** A datagram was sent: the flow is remembered, and lasts longer. */
  sent(port: number, to: Endpoint, target: Endpoint): void {
    const known = this.flows.find(
      (flow) => flow.port === port && this.isKept(flow) && isSame(flow.sees, to) && isSame(flow.target, target),
    );
    if (known) this.refresh(known);
    else this.begin({ port, sees: to, target, sinceMs: this.kernel.now, answered: false, untilMs: 0 });
  }

  /** A datagram has come to this port: who it seems to come from. */
  received(port: number, from: Endpoint): Endpoint {
    const flow = this.flows.find((each) => each.port === port && this.isKept(each) && isSame(each.target, from));
    if (!flow) return from;
    flow.answered = true;
    this.refresh(flow);
    return flow.sees;
  }

  private begin(flow: Flow): void {
    const isFull = this.flows.length >= KEPT;
    this.flows = this.flows.filter(
      (other) => !(other.port === flow.port && isSame(other.sees, flow.sees)) && !(isFull && !this.isKept(other)),
    );
    this.refresh(flow);
    this.flows.push(flow);
  }

  private isKept(flow: Flow): boolean {
    return this.kernel.now < flow.untilMs;
  }

  private refresh(flow: Flow): void {
    const { now } = this.kernel;
    flow.untilMs = now + (flow.answered && now > flow.sinceMs + BECOMES_STREAM_MS ? STREAM_MS : UNREPLIED_MS);
  }
}

export function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.ip === b.ip && a.port === b.port;
}
