import type { Container, ContainerState, ContainerStatus, EnvVar, LifecycleHandler, Pod, Probe } from '../../api';
import { describeTime } from '../time';
import { type DescribeContext, NONE, trueFalse } from './common';
import { envValue } from './environment';
import type { DescribeWriter } from './writer';

/**
 * A section of containers.
 * @param inTemplate pod templates indent by one level and one space more and know no statuses
 */
export function writeContainers(
  out: DescribeWriter,
  title: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
  context: DescribeContext & { pod?: Pod; inTemplate?: boolean },
): void {
  const level = context.inTemplate ? 1 : 0;
  if (containers.length === 0) {
    out.line(level, `${title}: ${NONE}`);
    return;
  }
  out.line(level, `${title}:`);
  for (const container of containers) {
    const status = statuses.find((entry) => entry.name === container.name);
    out.line(1, `${context.inTemplate ? ' ' : ''}${container.name}:`);
    writeBasics(out, container, status, context);
    writeWords(out, 'Command', container.command);
    writeWords(out, 'Args', container.args);
    if (status) writeStatus(out, status);
    writeResources(out, container);
    if (container.livenessProbe) out.line(2, `Liveness:\t${probeText(container.livenessProbe)}`);
    if (container.readinessProbe) out.line(2, `Readiness:\t${probeText(container.readinessProbe)}`);
    if (container.startupProbe) out.line(2, `Startup:\t${probeText(container.startupProbe)}`);
    writeEnvironment(out, container, context.pod);
    writeMounts(out, container);
  }
}

function writeBasics(
  out: DescribeWriter,
  container: Container,
  status: ContainerStatus | undefined,
  { release }: DescribeContext,
): void {
  if (status) out.line(2, `Container ID:\t${status.containerID ?? ''}`);
  out.line(2, `Image:\t${container.image ?? ''}`);
  if (status) out.line(2, `Image ID:\t${status.imageID}`);
  const ports = container.ports ?? [];
  const many = ports.length > 1 ? 's' : '';
  const named = release.has('describeNamedPorts');
  const texts = ports.map((port) => {
    const name = named && port.name ? ` (${port.name})` : '';
    return `${port.containerPort}/${port.protocol ?? 'TCP'}${name}`;
  });
  const hostTexts = ports.map((port) => {
    const name = named && port.name ? ` (${port.name})` : '';
    return `${port.hostPort ?? 0}/${port.protocol ?? 'TCP'}${name}`;
  });
  out.line(2, `Port${many}:\t${texts.join(', ') || NONE}`);
  out.line(2, `Host Port${many}:\t${hostTexts.join(', ') || NONE}`);
  const profile = container.securityContext?.['seccompProfile'] as
    | { type?: string; localhostProfile?: string }
    | undefined;
  if (profile && release.has('describeSeccompProfile')) {
    out.line(2, `SeccompProfile:\t${profile.type ?? ''}`);
    if (profile.localhostProfile) out.line(3, `LocalhostProfile:\t${profile.localhostProfile}`);
  }
}

function writeWords(out: DescribeWriter, title: string, words: readonly string[] | undefined): void {
  if (!words?.length) return;
  out.line(2, `${title}:`);
  for (const word of words) for (const line of word.split('\n')) out.line(3, line);
}

function writeStatus(out: DescribeWriter, status: ContainerStatus): void {
  writeState(out, 'State', status.state ?? {});
  if (status.lastState?.terminated) writeState(out, 'Last State', status.lastState);
  out.line(2, `Ready:\t${trueFalse(status.ready)}`);
  out.line(2, `Restart Count:\t${status.restartCount}`);
}

function writeState(out: DescribeWriter, title: string, { running, waiting, terminated }: ContainerState): void {
  if (running) {
    out.line(2, `${title}:\tRunning`);
    out.line(3, `Started:\t${describeTime(running.startedAt)}`);
    return;
  }
  if (!terminated) {
    // The waiting message is not shown.
    out.line(2, `${title}:\tWaiting`);
    if (waiting?.reason) out.line(3, `Reason:\t${waiting.reason}`);
    return;
  }
  out.line(2, `${title}:\tTerminated`);
  if (terminated.reason) out.line(3, `Reason:\t${terminated.reason}`);
  // Line breaks of a termination message leave the layout, as in kubectl.
  if (terminated.message) writeRaw(out, 3, `Message:\t${terminated.message}`);
  out.line(3, `Exit Code:\t${terminated.exitCode}`);
  if (terminated.signal) out.line(3, `Signal:\t${terminated.signal}`);
  out.line(3, `Started:\t${describeTime(terminated.startedAt)}`);
  out.line(3, `Finished:\t${describeTime(terminated.finishedAt)}`);
}

/** Only the first line of a text is indented. */
function writeRaw(out: DescribeWriter, level: number, text: string): void {
  for (const [i, line] of text.split('\n').entries()) out.line(i === 0 ? level : 0, line);
}

function writeResources(out: DescribeWriter, { resources }: Container): void {
  for (const [title, map] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) continue;
    out.line(2, `${title}:`);
    for (const [name, quantity] of entries) out.line(3, `${name}:\t${quantity}`);
  }
}

/** `http-get http://:80/index.html delay=1s timeout=3s period=3s #success=1 #failure=3`. */
function probeText(probe: Probe): string {
  const {
    initialDelaySeconds = 0,
    timeoutSeconds = 0,
    periodSeconds = 0,
    successThreshold = 0,
    failureThreshold = 0,
  } = probe;
  const numbers = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s #success=${successThreshold} #failure=${failureThreshold}`;
  return `${handlerText(probe)} ${numbers}`;
}

function handlerText({ exec, httpGet, tcpSocket, grpc }: Probe & LifecycleHandler): string {
  if (exec) return `exec [${(exec.command ?? []).join(' ')}]`;
  if (httpGet) {
    const path = (httpGet.path ?? '').replace(/[^\w\-.~!$&'()*+,;=:@/%]/g, encodeURIComponent);
    return `http-get ${(httpGet.scheme ?? 'HTTP').toLowerCase()}://${httpGet.host ?? ''}:${httpGet.port}${path.startsWith('/') || path === '' ? path : `/${path}`}`;
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`;
  return 'unknown';
}

function writeEnvironment(out: DescribeWriter, container: Container, pod: Pod | undefined): void {
  const sources = container.envFrom ?? [];
  if (sources.length > 0) out.line(2, 'Environment Variables from:');
  for (const { configMapRef, secretRef, prefix } of sources) {
    const kind = configMapRef ? 'ConfigMap' : 'Secret';
    const { name = '', optional = false } = configMapRef ?? secretRef ?? {};
    out.line(3, `${name}\t${kind}${prefix ? ` with prefix '${prefix}'` : ''}\tOptional: ${optional}`);
  }
  const variables = container.env ?? [];
  out.line(2, variables.length > 0 ? 'Environment:' : `Environment:\t${NONE}`);
  for (const variable of variables) writeVariable(out, variable, container, pod);
}

function writeVariable(out: DescribeWriter, variable: EnvVar, container: Container, pod: Pod | undefined): void {
  const lines = envValue(variable, container, pod).split('\n');
  for (const [i, line] of lines.entries()) out.line(3, i === 0 ? `${variable.name}:\t${line}` : `\t${line}`);
}

function writeMounts(out: DescribeWriter, container: Container): void {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  out.line(2, mounts.length > 0 ? 'Mounts:' : `Mounts:\t${NONE}`);
  for (const { mountPath, name, readOnly, subPath } of mounts) {
    out.line(3, `${mountPath} from ${name} (${readOnly ? 'ro' : 'rw'}${subPath ? `,path="${subPath}"` : ''})`);
  }
  const devices = container.volumeDevices ?? [];
  if (devices.length > 0) out.line(2, 'Devices:');
  for (const { devicePath, name } of devices) out.line(3, `${devicePath} from ${name}`);
}
