import type { Behaviour, HealthRule, ResponseRule, TimeWindow } from '../behaviour';
import type { HttpExchange } from '../network';
import type { Proc } from '../process';

/** Which rules of a behaviour hold at this moment, and when that changes next. */

export function sinceStartMs(proc: Proc): number {
  return proc.kernel.now - proc.startedAtMs;
}

/** Whether one of these windows is open now. */
export function isOpen(windows: readonly TimeWindow[] | undefined, proc: Proc): boolean {
  return windows?.some((window) => holds(window, proc)) ?? false;
}

/** Whether an app keeps all its ports closed now. */
export function refusesAll({ refuses }: Behaviour, proc: Proc): boolean {
  return refuses?.some((rule) => rule.port === undefined && holds(rule, proc)) ?? false;
}

/** Whether an app keeps this one of its ports closed now. */
export function refusesPort({ refuses }: Behaviour, port: number, proc: Proc): boolean {
  return refuses?.some((rule) => rule.port === port && holds(rule, proc)) ?? false;
}

/** How long the windows that are open now stay open; at least 1 ms, so that whoever waits gets on. */
export function forMsLeft(windows: readonly TimeWindow[] | undefined, proc: Proc): number {
  const open = (windows ?? []).filter((window) => holds(window, proc));
  const ends = open.map((window) => (window.untilMs ?? FOREVER_MS) - clockMs(window, proc));
  return Math.max(1, ...ends);
}

/** Longer than any scenario; a sleep needs a number. */
const FOREVER_MS = 1e15;

/** Whether an answer rule holds for this request; one whose path has a query is about exactly that query. */
export function answersRequest(
  rule: ResponseRule,
  proc: Proc,
  exchange: { path: string; port: number } & Partial<HttpExchange>,
): boolean {
  return (
    holds(rule, proc) &&
    (rule.path?.includes('?') ? exchange.request?.target === rule.path : pathMatches(rule.path, exchange.path)) &&
    (rule.port === undefined || rule.port === exchange.port)
  );
}

/** Whether a rule of a health service holds for what it is asked about. */
export function answersHealth(rule: HealthRule, proc: Proc, service: string): boolean {
  return holds(rule, proc) && (rule.service === undefined || rule.service === service);
}

/** `/api/*` is everything below `/api`, and `/api` itself. */
export function pathMatches(pattern: string | undefined, path: string): boolean {
  if (pattern === undefined || pattern === '*' || pattern === '/*') return true;
  if (!pattern.endsWith('/*')) return pattern === path;
  const base = pattern.slice(0, -2);
  return path === base || path.startsWith(`${base}/`);
}

/** Kernel time at which the behaviour next asks a server to open or close its ports; Infinity if never. */
export function nextOfServerMs(behaviour: Behaviour, proc: Proc): number {
  const moments = new Moments(proc);
  moments.add(behaviour.startsServingAfterMs);
  for (const window of behaviour.refuses ?? []) {
    moments.add(window.fromMs, window.sinceScenario);
    moments.add(window.untilMs, window.sinceScenario);
  }
  return moments.nextMs;
}

/** Kernel time at which the behaviour next asks something of any main process; Infinity if never. */
export function nextOfLifeMs(behaviour: Behaviour, proc: Proc): number {
  const moments = new Moments(proc);
  const { exits, memory } = behaviour;
  moments.add(exits?.afterMs, exits?.sinceScenario);
  for (const rule of behaviour.files ?? []) moments.add(rule.afterMs, rule.sinceScenario);
  for (const rule of behaviour.logs ?? []) moments.add(rule.afterMs);
  moments.add(memory?.fullAfterMs, memory?.sinceScenario);
  if (memory?.bytesPerSecond !== undefined || memory?.takesBytes !== undefined)
    moments.add(memory.fromMs, memory.sinceScenario);
  moments.addKernelMs(memoryFullMs(behaviour, proc));
  return moments.nextMs;
}

/** The next of some moments. */
class Moments {
  nextMs = Number.POSITIVE_INFINITY;

  constructor(private readonly proc: Proc) {}

  add(ms: number | undefined, sinceScenario?: boolean): void {
    if (ms !== undefined) this.addKernelMs(sinceScenario ? ms : this.proc.startedAtMs + ms);
  }

  addKernelMs(ms: number | undefined): void {
    if (ms !== undefined && ms > this.proc.kernel.now && ms < this.nextMs) this.nextMs = ms;
  }
}

export function holds(window: TimeWindow, proc: Proc): boolean {
  const ms = clockMs(window, proc);
  return ms >= (window.fromMs ?? 0) && ms < (window.untilMs ?? Number.POSITIVE_INFINITY);
}

function clockMs(window: TimeWindow, proc: Proc): number {
  return window.sinceScenario ? proc.kernel.now : sinceStartMs(proc);
}

/** When growing memory passes the container's limit. */
function memoryFullMs(behaviour: Behaviour, proc: Proc): number | undefined {
  const { memory } = behaviour;
  const limit = proc.app?.memoryLimitBytes;
  if (!memory?.bytesPerSecond || limit === undefined) return undefined;
  const beginMs = (memory.sinceScenario ? 0 : proc.startedAtMs) + (memory.fromMs ?? 0);
  const roomBytes = Math.max(0, limit - (memory.startBytes ?? 0) - (memory.takesBytes ?? 0)) + 1;
  return beginMs + Math.ceil((roomBytes * 1000) / memory.bytesPerSecond) + 1;
}
