import type { Container, Probe } from '../api/index';
import type { Fact } from '../kernel/index';
import type { Behaviour, PortRule } from '../world/index';
import { nameOf, type Past, shortened, timeText } from './past';

/** What somebody has said of how an app behaves (`behaviours`), as far as it bears on one thing, as a clause; empty if nothing does. */
export class AppStory {
  private readonly behaviour: Behaviour;
  private readonly sinceStartMs: number;

  /** @param started the start of the instance */
  constructor(past: Past, pod: string, container: string, t: number, started: Fact | undefined) {
    const [, namespace = '', name = ''] = pod.split('/');
    const { spec } = past.pod(pod, started?.seq ?? Number.POSITIVE_INFINITY) ?? {};
    const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])];
    const image = all.find((one) => one.name === container)?.image ?? '';
    this.behaviour = past.cluster.behaviours.of({ namespace, pod: name, container, image });
    this.sinceStartMs = t - (started?.t ?? t);
  }

  /** Why a network probe or a request gets no good answer. @param output what was seen, if anything: a status in it must be the one that was told */
  answer(path?: string, output = ''): string {
    const [, said] = /statuscode: (\d+)/.exec(output) ?? [];
    const { startsServingAfterMs, needs, ports, refuses, hangs, responses, health, latencyMs } = this.behaviour;
    if (startsServingAfterMs && this.sinceStartMs < startsServingAfterMs + SLACK_MS)
      return `the app starts serving ${timeText(startsServingAfterMs)} after its start`;
    const waiting = needs?.find(({ forMs = 0 }) => this.sinceStartMs < forMs + SLACK_MS);
    if (waiting && output.includes('refused')) return `the app waits for ${waiting.place} before it serves`;
    const closed = refuses?.find((rule) => this.isIn(rule) && (rule.port === undefined || isOf(output, rule.port)));
    if (closed) return `the app keeps ${portsText(closed)} closed${windowText([closed])}`;
    if (output.includes('refused') && ports) return `the app listens on ${listeningText(ports)}`;
    if (hangs?.some((window) => this.isIn(window))) return `the app hangs${windowText(hangs)}`;
    const isTold = ({ status }: { status: number }) => (output === '' ? status >= 400 : status === Number(said));
    const response = responses?.findLast(
      (rule) =>
        this.isIn(rule) &&
        (rule.path === undefined || pathFits(rule.path, path)) &&
        (rule.whileUnreachable === undefined || isTold(rule)),
    );
    if (response && isTold(response))
      return `the app answers ${response.status}${response.path ? ` on ${response.path}` : ''}${lackText(response)}${windowText([response])}`;
    const service = health?.findLast((rule) => this.isIn(rule));
    if (service && service.status !== 'SERVING')
      return `its health service says ${service.status}${lackText(service)}${windowText([service])}`;
    return latencyMs ? `the app takes ${timeText(latencyMs)} for each answer` : '';
  }

  /** Why it ended. */
  end(exitCode: number): string {
    const { exits, memory, needs, works } = this.behaviour;
    if (exits && exits.code === exitCode && (exits.sinceScenario || this.sinceStartMs + SLACK_MS >= exits.afterMs))
      return `that is how the app behaves: it ends ${timeText(exits.afterMs)} after its start`;
    const need = needs?.find(({ code = 1 }) => code === exitCode);
    if (need) return `that is how the app behaves: it can't start without ${need.place}`;
    if (memory && exitCode === OUT_OF_MEMORY) return 'that is how the app behaves: its memory grows';
    return works?.code && works.code === exitCode
      ? `that is how the app behaves: its work ends with ${works.code}`
      : '';
  }

  /** Why it does not end when it is asked to. */
  stop(): string {
    const { ignoresTerm, drain } = this.behaviour;
    if (ignoresTerm) return 'the app takes no notice of it';
    return drain ? `the app takes ${timeText(drain.forMs)} to end` : '';
  }

  /** Whether a file goes because somebody has said so. */
  losesFile(path: string): boolean {
    return this.behaviour.files?.some((rule) => rule.path === path && rule.content === undefined) ?? false;
  }

  /** Why a command in it fails. */
  command(): string {
    const rule = this.behaviour.commands?.findLast((candidate) => this.isIn(candidate));
    return rule && rule.exitCode !== 0
      ? `the app behaves so that such commands end with ${rule.exitCode}${windowText([rule])}`
      : '';
  }

  private isIn({ fromMs = 0, untilMs = Number.POSITIVE_INFINITY, sinceScenario }: Window): boolean {
    return (
      sinceScenario === true || (this.sinceStartMs + SLACK_MS >= fromMs && this.sinceStartMs - SLACK_MS <= untilMs)
    );
  }
}

/** `dial tcp 10.244.1.2:8080: connect: connection refused` */
function isOf(output: string, port: number): boolean {
  return output === '' || new RegExp(`:${port}\\b`).test(output);
}

function portsText({ port }: { readonly port?: number }): string {
  return port === undefined ? 'its ports' : `its port ${port}`;
}

/** `port 9090 alone`, `port 8080 of 127.0.0.1 alone, where only its own pod reaches it`. */
function listeningText(ports: readonly PortRule[]): string {
  const listed = ports.map(
    ({ port, address }) =>
      `${port === undefined ? 'its ports' : `port ${port}`}${address === undefined ? '' : ` of ${address}`}`,
  );
  const isLocal = ports.every(({ address }) => address?.startsWith('127.'));
  return `${listed.join(' and ')} alone${isLocal ? ', where only its own pod reaches it' : ''}`;
}

function lackText({ whileUnreachable }: { readonly whileUnreachable?: string }): string {
  return whileUnreachable === undefined ? '' : ` while it can't reach ${whileUnreachable}`;
}

/** A probe asks a moment before its result is a fact. */
const SLACK_MS = 1100;

/** 128 and the number of SIGKILL. */
const OUT_OF_MEMORY = 137;

interface Window {
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly sinceScenario?: boolean;
}

function windowText([window]: readonly Window[]): string {
  const from = window?.fromMs ? ` from ${timeText(window.fromMs)} on` : '';
  return window?.untilMs === undefined ? from : `${from || ' from its start on'} until ${timeText(window.untilMs)}`;
}

function pathFits(pattern: string, path = '/'): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

/** `` `test -e /tmp/live` ``, `GET /healthz on port 8080`. */
export function probeText(probe: Probe | undefined): string {
  if (probe?.exec) return `\`${shortened((probe.exec.command ?? []).join(' '), 80)}\``;
  if (probe?.httpGet) return `GET ${probe.httpGet.path ?? '/'} on port ${probe.httpGet.port}`;
  if (probe?.tcpSocket) return `a connect to port ${probe.tcpSocket.port}`;
  return probe?.grpc ? `the health service on port ${probe.grpc.port}` : 'the probe';
}

/** The command line that the manifest gives to a container, if it gives one. */
export function commandText({ command = [], args = [] }: Container): string {
  const words = [...command, ...args];
  if (words.length === 0) return '';
  return `\`${shortened(words.map((word) => (/[\s;"]/.test(word) ? `"${word}"` : word)).join(' '), 100)}\``;
}

/** The start of the instance of a container that a fact is about. */
export function startOf(past: Past, pod: string, container: string, upTo: number): Fact | undefined {
  return past.latest(
    pod,
    upTo,
    ({ type, detail }) => type === 'container-started' && detail['container'] === container,
  );
}

export function podName(object: string): string {
  return `pod ${nameOf(object)}`;
}
