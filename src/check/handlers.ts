import type { Container, Probe } from '../api/index';
import type { Behaviour } from '../world/index';
import { ASSUMED_PROGRAM, asWritten } from './assumed';
import { ranCommands, scriptOf } from './ranCommands';

export type ProbeField = 'startupProbe' | 'livenessProbe' | 'readinessProbe';
export const PROBE_FIELDS: readonly ProbeField[] = ['startupProbe', 'livenessProbe', 'readinessProbe'];

const LONGEST_LINE = 100;

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'>;

/** What a probe does, without its figures. */
export function handlerOf({ exec, httpGet, tcpSocket, grpc }: Probe): Handler {
  return { ...(exec && { exec }), ...(httpGet && { httpGet }), ...(tcpSocket && { tcpSocket }), ...(grpc && { grpc }) };
}

/** A probe or a hook that runs a command. */
export interface HandlerCommand {
  /** `livenessProbe`, `lifecycle.preStop` … */
  readonly field: string;
  readonly command: readonly string[];
}

/** The probes and hooks of a container that run a command, other than what only stands for one that nobody knows. */
export function handlerCommands(container: Container): HandlerCommand[] {
  const { postStart, preStop } = container.lifecycle ?? {};
  const handlers = {
    ...Object.fromEntries(PROBE_FIELDS.map((name) => [name, container[name]])),
    'lifecycle.postStart': postStart,
    'lifecycle.preStop': preStop,
  };
  return Object.entries(handlers).flatMap(([field, handler]) => {
    const { command = [] } = handler?.exec ?? {};
    return command.length > 0 && command[0] !== ASSUMED_PROGRAM ? [{ field, command }] : [];
  });
}

/** Whether a field of a container is a probe, and no hook. */
export function isProbeField(field: string): field is ProbeField {
  return PROBE_FIELDS.some((name) => name === field);
}

/** Command lines that the probes of a container run. */
export function probeCommands(container: Container): string[] {
  return [...new Set(PROBE_FIELDS.flatMap((field) => ranCommands(container[field])))];
}

/** What an exec probe runs: its command line, and where that is a shell script, the command lines in it. */
export function commandLines({ exec }: Probe = {}): string[] {
  const command = exec?.command ?? [];
  const lines = (scriptOf(command) ?? '').split(/&&|\|\||[;|\n]/).map((line) => line.trim());
  return [command.join(' '), ...lines].filter(Boolean);
}

/** A command line for people: scripts on one line, and long ones only their beginning. */
export function commandText(command: readonly string[] = []): string {
  const line = command.join(' ').replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line;
}

/** A command line between the quotes of a sentence. */
export function quoted(command: string): string {
  return `"${command.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', ' ')}"`;
}

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

/** `every 10s, 3 failures, first after 30s`. */
export function figuresText({ initialDelaySeconds, periodSeconds = 10, failureThreshold = 3 }: Probe = {}): string {
  const failures = failureThreshold === 1 ? '1 failure' : `${failureThreshold} failures`;
  const delay = initialDelaySeconds ? `, first after ${initialDelaySeconds}s` : '';
  return `every ${periodSeconds}s, ${failures}${delay}`;
}

/** `GET /healthz on port 8080`, `tcp port 80`, `command pg_isready -U app`. */
export function handlerText({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec) return `command \`${commandText(asWritten(exec.command))}\``;
  if (httpGet) return `GET ${httpGet.path ?? '/'} on port ${httpGet.port}`;
  if (tcpSocket) return `tcp port ${tcpSocket.port}`;
  return `gRPC health${grpc?.service ? ` of ${grpc.service}` : ''} on port ${grpc?.port}`;
}
