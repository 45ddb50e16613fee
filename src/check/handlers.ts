import type { Container, Probe } from '../api/index';
import type { Behaviour } from '../world/index';

export type ProbeField = 'startupProbe' | 'livenessProbe' | 'readinessProbe';
export const PROBE_FIELDS: readonly ProbeField[] = ['startupProbe', 'livenessProbe', 'readinessProbe'];

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'>;

/** What a probe does, without its figures. */
export function handlerOf({ exec, httpGet, tcpSocket, grpc }: Probe): Handler {
  return { ...(exec && { exec }), ...(httpGet && { httpGet }), ...(tcpSocket && { tcpSocket }), ...(grpc && { grpc }) };
}

export function sameHandler(a: Probe, b: Probe): boolean {
  return JSON.stringify(handlerOf(a)) === JSON.stringify(handlerOf(b));
}

/** Command lines that the probes of a container run. */
export function probeCommands(container: Container): string[] {
  return PROBE_FIELDS.flatMap((field) => container[field]?.exec?.command?.join(' ') ?? []);
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

/** An app of which one probe's handler fails between two kernel times, as when what it asks for is away. */
export function failsBetween(probe: Probe, fromMs: number, untilMs: number): Behaviour {
  const window = { fromMs, untilMs, sinceScenario: true };
  if (probe.exec) return { commands: [{ command: probe.exec.command?.join(' ') ?? '', exitCode: 1, ...window }] };
  if (probe.grpc) return { health: [{ status: 'NOT_SERVING', ...window }] };
  if (probe.httpGet) return { responses: [{ path: probe.httpGet.path ?? '/', status: 503, ...window }] };
  return {};
}

/** `GET /healthz on port 8080`, `tcp port 80`, `command pg_isready -U app`. */
export function handlerText({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec) return `command \`${exec.command?.join(' ')}\``;
  if (httpGet) return `GET ${httpGet.path ?? '/'} on port ${httpGet.port}`;
  if (tcpSocket) return `tcp port ${tcpSocket.port}`;
  return `gRPC health on port ${grpc?.port}`;
}
