import { type Process, Signal, sleep, type Task, TIMED_OUT, until, within } from '../../kernel';
import type { Behaviour, DependentRule } from '../behaviour';
import type { GrpcHealth, HttpExchange, HttpReply, ServingStatus } from '../network';
import type { Proc, SignalName } from '../process';
import { reaches } from './reachable';
import {
  answersHealth,
  answersRequest,
  forMsLeft,
  isOpen,
  nextOfServerMs,
  refusesAll,
  sinceStartMs,
} from './timetable';

/** What an app opens and closes as its behaviour says. */
export interface Service {
  /** Opens the ports. @throws BindError */
  open(): void;
  /** Closes the ports; what is in flight goes on. */
  close(): void;
  /** While it is open: opens and closes single ports, where the behaviour speaks of some. @throws BindError */
  follow?(): void;
}

/** What a shell, and so the kubelet, shows of a process that SIGTERM has ended: 128 + 15. */
export const ENDED_BY_TERM = 143;

/** Between two tries of an app that waits for what it needs. */
const RETRY_MS = 1000;

/** One for all: a function that is made in a property's place is taken for long-lived by V8, and its whole cluster with it. */
const NOT_TAKEN = (): boolean => false;

/**
 * The life of a server process: it serves, ends when somebody says so, and does what the behaviour of its container asks of a
 * server (starts late, closes its ports, hangs, drains). Every server program of the shipped images is built on it.
 */
export class App {
  private exitCode: number | undefined;
  private isConnected = false;
  private stopping = false;
  private readonly wake: Signal;
  private serving = false;
  private readonly tasks: Process<unknown>[] = [];

  constructor(readonly proc: Proc) {
    this.wake = new Signal(proc.kernel);
    // A server does itself what a behaviour says of its stop signal: it closes its ports first.
    proc.onStopRequest = NOT_TAKEN;
  }

  get behaviour(): Behaviour {
    return this.proc.app?.behaviour() ?? {};
  }

  /** Ends the process as soon as it is its turn. */
  end(code: number): void {
    this.exitCode ??= code;
    this.wake.fire();
  }

  /**
   * What a stop signal does: `stop` runs as a task beside the app and returns the exit code. The behaviour may say that
   * the signal is ignored, or that the app drains first.
   */
  onStop(signal: SignalName, stop: () => Task<number>): void {
    this.proc.onSignal(signal, () => {
      if (this.behaviour.ignoresTerm || this.exitCode !== undefined) return;
      this.aside(`${signal} handler`, this.stop(stop));
    });
  }

  /** A task that dies with the process. */
  aside(name: string, task: Task<unknown>): void {
    this.tasks.push(this.proc.kernel.spawn(`${this.proc.name} (${name})`, task));
  }

  /**
   * Tries what it can't start without, one after the other, as programs do that connect to their database first.
   * @returns the exit code when it gives up, or was told to stop meanwhile
   */
  *connect(): Task<number | undefined> {
    if (this.isConnected) return undefined;
    for (const { place, forMs = 0, code = 1 } of this.behaviour.needs ?? []) {
      const untilMs = this.proc.kernel.now + forMs;
      while (this.exitCode === undefined && !(yield* reaches(this.proc, place))) {
        if (this.proc.kernel.now >= untilMs) return code;
        yield* within(RETRY_MS, this.wake.wait());
      }
    }
    this.isConnected = true;
    return this.exitCode;
  }

  /** Serves until something ends the process; returns its exit code. */
  *serve(service: Service): Task<number> {
    const lacking = yield* this.connect();
    if (lacking !== undefined) return lacking;
    const unsubscribe = this.proc.app?.onBehaviourChange?.(() => this.wake.fire());
    try {
      while (this.exitCode === undefined) {
        this.assertPortsCanBeTold(service);
        this.follow(service);
        const nextMs = nextOfServerMs(this.behaviour, this.proc);
        if ((yield* within(nextMs - this.proc.kernel.now, this.wake.wait())) === TIMED_OUT) continue;
      }
      return this.exitCode;
    } finally {
      unsubscribe?.();
      for (const task of this.tasks) task.kill();
    }
  }

  /** Waits for as long as the behaviour says that the app hangs. */
  *awake(): Task {
    while (isOpen(this.behaviour.hangs, this.proc)) yield* sleep(forMsLeft(this.behaviour.hangs, this.proc));
  }

  /** Time that each answer takes. */
  get latencyMs(): number {
    return this.behaviour.latencyMs ?? 0;
  }

  /** Waits for the app's own start-up time. */
  *startUp(latency: string): Task {
    yield* sleep(this.proc.kernel.latency(latency));
  }

  /**
   * Answers a request as the behaviour says, or else as `native` does. Rules that give a status win over files. An app that
   * drains ends the connection with each answer, so that nobody sends the next request to it (RFC 9112, 9.6).
   */
  *respond(exchange: HttpExchange, native: () => HttpReply | Task<HttpReply | undefined>): Task<HttpReply | undefined> {
    const reply = yield* this.answer(exchange, native);
    if (!reply || !this.stopping || !this.behaviour.drain) return reply;
    return { ...reply, headers: { ...reply.headers, Connection: 'close' } };
  }

  private *answer(
    exchange: HttpExchange,
    native: () => HttpReply | Task<HttpReply | undefined>,
  ): Task<HttpReply | undefined> {
    const { proc } = this;
    const arrivedMs = proc.kernel.now;
    proc.app?.asked?.(exchange.path);
    yield* this.awake();
    if (proc.kernel.now > arrivedMs && exchange.connection.peer.closed) return undefined;
    const rule = yield* this.lastOf(this.behaviour.responses, (one) => answersRequest(one, proc, exchange));
    yield* sleep(rule?.latencyMs ?? this.latencyMs);
    if (rule) return { status: rule.status, headers: rule.headers ?? {}, body: rule.body ?? '' };
    const reply = native();
    return Symbol.iterator in reply ? yield* reply : reply;
  }

  /** The health service of an app that has one. */
  health(): GrpcHealth {
    return (service) => this.healthOf(service);
  }

  private *healthOf(service: string): Task<ServingStatus | undefined> {
    const { proc } = this;
    yield* this.awake();
    yield* sleep(this.latencyMs);
    const rule = yield* this.lastOf(this.behaviour.health, (one) => answersHealth(one, proc, service));
    const status = rule?.status ?? 'SERVING';
    return status === 'none' ? undefined : status;
  }

  /** The last rule that holds now: later ones are asked first, and what they depend on is tried only where it decides. */
  private *lastOf<Rule extends DependentRule>(
    rules: readonly Rule[] = [],
    isMeant: (rule: Rule) => boolean,
  ): Task<Rule | undefined> {
    for (const rule of rules.toReversed()) {
      if (!isMeant(rule)) continue;
      if (rule.whileUnreachable === undefined || !(yield* reaches(this.proc, rule.whileUnreachable))) return rule;
    }
    return undefined;
  }

  private *stop(stop: () => Task<number>): Task<void> {
    if (this.stopping) return;
    this.stopping = true;
    const { drain, endsAtOnce, exitCodeOnTerm } = this.behaviour;
    if (endsAtOnce) return this.end(exitCodeOnTerm ?? ENDED_BY_TERM);
    if (drain) {
      if (!drain.serving) this.wake.fire();
      yield* sleep(drain.forMs);
    }
    const code = yield* stop();
    this.end(exitCodeOnTerm ?? code);
  }

  /** @throws PortsOfItsOwn */
  private assertPortsCanBeTold(service: Service): void {
    const { ports, refuses } = this.behaviour;
    const isToldOfPorts = ports !== undefined || refuses?.some(({ port }) => port !== undefined);
    if (isToldOfPorts && !service.follow) throw new PortsOfItsOwn(this.proc);
  }

  /** Opens and closes the ports as the behaviour asks for now. */
  private follow(service: Service): void {
    const { behaviour, proc } = this;
    const draining = this.stopping && behaviour.drain !== undefined && !behaviour.drain.serving;
    const wanted =
      sinceStartMs(proc) >= (behaviour.startsServingAfterMs ?? 0) && !refusesAll(behaviour, proc) && !draining;
    if (wanted !== this.serving) {
      this.serving = wanted;
      if (wanted) service.open();
      else service.close();
    } else if (wanted) service.follow?.();
  }
}

/** A behaviour speaks of single ports of a program that reads its own configuration. */
class PortsOfItsOwn extends Error {
  constructor({ app, name }: Proc) {
    const { namespace, pod, container, image } = app?.container ?? {
      namespace: '',
      pod: '',
      container: name,
      image: '',
    };
    super(
      `container "${container}" of pod ${namespace}/${pod} runs image ${image}, which listens where its own configuration and arguments say: change those instead of its ports, or give the container an image that nobody knows, such as example/app:1`,
    );
    this.name = 'PortsOfItsOwn';
  }
}

/** Waits until a process has nothing more to do than to wait for signals. */
export function* untilSignalled(proc: Proc): Task<never> {
  for (;;) yield* until(proc.signalled.wait());
}
