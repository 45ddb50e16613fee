import type { Container, Probe } from '../api/index';
import type { Behaviour } from '../world/index';
import { probeCommands } from './handlers';
import { ranCommands } from './ranCommands';

/** What the apps of a trial do: whatever becomes of their ports, the commands of their probes notice it. */

/** An app that serves only after some time: until then its ports are closed and its probes' commands fail. */
export function startsAfter(container: Container, startMs: number): Behaviour {
  return {
    startsServingAfterMs: startMs,
    commands: probeCommands(container).map((command) => ({ command, exitCode: 1, untilMs: startMs })),
  };
}

/** An app that accepts connections and never answers, nor hears its stop signal, from a kernel time on. */
export function hangsFrom(container: Container, fromMs: number): Behaviour {
  return {
    hangs: [{ fromMs, sinceScenario: true }],
    ignoresTerm: true,
    commands: probeCommands(container).map((command) => ({ command, exitCode: 1, fromMs, sinceScenario: true })),
  };
}

/**
 * An app of which one probe's handler fails between two kernel times, as when what it asks for is away. What another probe asks for
 * goes on as it is, unless it is the very same.
 */
export function failsBetween(probe: Probe, other: Probe | undefined, fromMs: number, untilMs: number): Behaviour {
  const window = { fromMs, untilMs, sinceScenario: true };
  if (probe.exec) {
    // Rules are about the beginning of a command line, and the last one counts.
    const rules = [probe, ...(other?.exec && !isSame(probe.exec, other.exec) ? [other] : [])];
    return {
      commands: rules.flatMap((rule, i) =>
        ranCommands(rule).map((command) => ({ command, exitCode: 1 - i, ...window })),
      ),
    };
  }
  if (probe.grpc) return { health: [{ service: probe.grpc.service ?? '', status: 'NOT_SERVING', ...window }] };
  if (!probe.httpGet) return {};
  const path = probe.httpGet.path ?? '/';
  const otherPath = other?.httpGet?.path ?? '/';
  // The same path with another query is another question.
  const spared = other?.httpGet && otherPath !== path ? [{ path: otherPath, status: 200, ...window }] : [];
  return { responses: [{ path, status: 503, ...window }, ...spared] };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** An app that is broken from a kernel time on: it answers 500 to everything, and its probes' commands notice. */
export function brokenFrom(container: Container, fromMs: number): Behaviour {
  const since = { fromMs, sinceScenario: true };
  return {
    responses: [{ status: 500, ...since }],
    health: [{ status: 'NOT_SERVING', ...since }],
    commands: probeCommands(container).map((command) => ({ command, exitCode: 1, ...since })),
  };
}
