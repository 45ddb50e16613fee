import { Signal, type Task, within } from '../../kernel';
import { NetError, type PingReply } from '../network';
import type { Applet, Call } from './call';

/** How long busybox waits for an answer to the last packet (ping.c: MAXWAIT). */
const LAST_WAIT_SECONDS = 10;

interface Session {
  readonly call: Call;
  readonly host: string;
  readonly ip: string;
  readonly count: number;
  readonly intervalMs: number;
  readonly lastWaitMs: number;
  readonly deadlineMs: number;
  readonly quiet: boolean;
  readonly interrupted: Signal;
  sent: number;
  stopped: boolean;
  readonly times: number[];
}

/** ping of busybox, or of iputils in images without busybox. */
export const ping: Applet = function* (call) {
  const { rest, value, has } = call.options('c:W:w:i:s:q46nI:t:');
  const [host = ''] = rest;
  const { net, kernel } = call.proc;
  const resolved = yield* net.network.resolve(net, host);
  if (resolved instanceof NetError) {
    if (call.flavour === 'busybox') return call.complain(`bad address '${host}'`);
    return call.complain(
      `${host}: ${resolved.info.detail ? 'Temporary failure in name resolution' : 'Name or service not known'}`,
      2,
    );
  }
  const seconds = (letter: string, otherwise: number) => Number(value(letter) ?? otherwise) * 1000;
  const session: Session = {
    call,
    host,
    ip: resolved.addresses[0]!,
    count: Number(value('c') ?? Number.POSITIVE_INFINITY),
    intervalMs: seconds('i', 1),
    lastWaitMs: seconds('W', LAST_WAIT_SECONDS),
    deadlineMs: kernel.now + seconds('w', Number.POSITIVE_INFINITY),
    quiet: has('q'),
    interrupted: new Signal(kernel),
    sent: 0,
    stopped: false,
    times: [],
  };
  const bytes = Number(value('s') ?? 56);
  call.out(
    `PING ${host} (${session.ip})${call.flavour === 'busybox' ? `: ${bytes} data bytes` : ` ${bytes}(${bytes + 28}) bytes of data.`}\n`,
  );
  call.proc.onSignal('INT', () => {
    session.stopped = true;
    session.interrupted.fire();
  });
  const failure = yield* sendAll(session);
  if (failure !== undefined) return failure;
  printStatistics(session);
  return session.times.length > 0 ? 0 : 1;
};

/** One packet a second; after the last one it waits for what is still missing. */
function* sendAll(session: Session): Task<number | undefined> {
  const { kernel, net } = session.call.proc;
  while (session.sent < session.count && !session.stopped && kernel.now < session.deadlineMs) {
    const dueMs = kernel.now + session.intervalMs;
    const last = session.sent + 1 >= session.count;
    const waitMs = Math.min(last ? session.lastWaitMs : session.intervalMs, session.deadlineMs - kernel.now);
    const sequence = session.sent++;
    const reply = yield* net.network.ping(net, session.ip, waitMs);
    if (!(reply instanceof NetError)) received(session, sequence, reply);
    else if (reply.kind === 'unreachable') return session.call.complain('sendto: Network is unreachable');
    if (last && session.times.length === session.sent) return undefined;
    const nextMs = last ? dueMs - session.intervalMs + session.lastWaitMs : dueMs;
    yield* waitUntil(session, Math.min(nextMs, session.deadlineMs));
  }
  return undefined;
}

function* waitUntil(session: Session, timeMs: number): Task {
  const { kernel } = session.call.proc;
  if (session.stopped || timeMs <= kernel.now) return;
  yield* within(timeMs - kernel.now, session.interrupted.wait());
}

function received(session: Session, sequence: number, reply: PingReply): void {
  const { call, ip } = session;
  const measured = call.proc.kernel.random.stream(`ping/${call.proc.namespace.name}`).integer(50, 180) / 1000;
  const ms = reply.rttMs > 0 ? reply.rttMs + measured : measured;
  session.times.push(ms);
  if (session.quiet) return;
  const numbered = call.flavour === 'busybox' ? `seq=${sequence}` : `icmp_seq=${sequence + 1}`;
  call.out(`64 bytes from ${ip}: ${numbered} ttl=${reply.ttl} time=${ms.toFixed(3)} ms\n`);
}

function printStatistics({ call, host, sent, times }: Session): void {
  const lost = Math.floor(((sent - times.length) * 100) / Math.max(1, sent));
  call.out(`\n--- ${host} ping statistics ---\n`);
  if (call.flavour === 'busybox')
    call.out(`${sent} packets transmitted, ${times.length} packets received, ${lost}% packet loss\n`);
  else
    call.out(
      `${sent} packets transmitted, ${times.length} received, ${lost}% packet loss, time ${Math.max(0, sent - 1) * 1000}ms\n`,
    );
  if (times.length === 0) return;
  const average = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const figures = [Math.min(...times), average, Math.max(...times)].map((ms) => ms.toFixed(3));
  if (call.flavour === 'busybox') call.out(`round-trip min/avg/max = ${figures.join('/')} ms\n`);
  else call.out(`rtt min/avg/max/mdev = ${figures.join('/')}/0.000 ms\n`);
}
