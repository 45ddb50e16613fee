import type { Container, Probe } from '../api/index';
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

/** Sentences of a scenario by which the commands of its probes fail. @param when `after 2m`, `until 30s` */
export function failingCommands(container: Container, when: string): string[] {
  return probeCommands(container).map(
    (command) => `And container "${container.name}" answers command ${quoted(command)} with exit code 1 ${when}`,
  );
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
