import { expect } from 'chai';
import { type Kernel, sleep, type Task, TIMED_OUT } from '../../kernel';
import { BindError, type DatagramSocket, datagramRequest, EOF, NetError, serveDatagrams } from './index';
import { run, world } from './testWorld';

type World = ReturnType<typeof world>;

const POD = '10.244.0.6';
const SERVICE = '10.96.0.1';

/** A server that says who has asked it what. */
function echo(kernel: Kernel, socket: DatagramSocket): void {
  const answer = function* ({ data, from }: { data: string; from: { ip: string } }): Task<string> {
    return `${data} of ${from.ip}`;
  };
  kernel.spawn('echo', serveDatagrams(socket, answer));
}

function told(value: unknown): unknown {
  if (value instanceof NetError) return value.kind;
  return typeof value === 'symbol' ? value.description : value;
}

describe('A datagram', () => {
  const open = (w: World) => echo(w.kernel, w.server.udp.bind(80));
  const cases: [what: string, given: (w: World) => unknown, to: string, answer: string, tookMs: number][] = [
    ['an open port', open, POD, 'hi of 10.244.0.5', 0],
    ['nothing has the port', () => {}, POD, 'refused', 0],
    ['a TCP port of that number', (w) => w.server.listen(80, () => {}), POD, 'refused', 0],
    ['bound to loopback', (w) => w.server.udp.bind(80, { address: '127.0.0.1' }), POD, 'refused', 0],
    ['loopback', (w) => echo(w.kernel, w.client.udp.bind(80)), '127.0.0.1', 'hi of 127.0.0.1', 0],
    ['its owner has ended', bindAndEnd, POD, 'refused', 0],
    ['its owner ends later', bindAndEndLater, POD, 'hi of 10.244.0.5', 0],
    ['a name', named, 'web', 'hi of 10.244.0.5', 0],
    ['nobody has the address', () => {}, '10.244.0.99', 'timeout', 2000],
    ['nobody elsewhere has it', () => {}, '192.168.109.100', 'timeout', 2000],
    ['no route', (w) => Object.assign(w.network, { nowhere: () => 'unreachable' }), '8.8.8.8', 'unreachable', 0],
    ['the machine is cut off', cutElsewhere, '10.244.1.5', 'timeout', 2000],
    ['the receiver loses power before it comes', cutMeanwhile, POD, 'timeout', 2000],
    ['the sandbox is gone', (w) => w.server.detach(), POD, 'timeout', 2000],
    ['it answers nothing', (w) => w.server.udp.bind(80), POD, 'timeout', 2000],
    ['a Service without endpoints', (w) => routed(w, 'refused'), SERVICE, 'refused', 0],
    ['a port that no Service declares', (w) => routed(w, 'dropped'), SERVICE, 'timeout', 2000],
    ['a Service', toPod, SERVICE, 'hi of 10.244.0.5', 0],
    ['a Service whose pod is not listening', (w) => routed(w, { ip: POD, port: 80 }), SERVICE, 'refused', 0],
  ];
  function bindAndEnd(w: World) {
    w.server.udp.bind(80, { owner: w.owner });
    w.owner.ended.set(0);
  }
  function bindAndEndLater(w: World) {
    echo(w.kernel, w.server.udp.bind(80, { owner: w.owner }));
    w.kernel.after(10, () => w.owner.ended.set(0));
  }
  function named(w: World) {
    open(w);
    w.client.dns = { ...w.client.dns, hosts: { web: POD } };
  }
  function cutElsewhere(w: World) {
    w.network.attach('192.168.66.13', { name: 'node-2', kind: 'node' }).up = false;
    echo(w.kernel, w.network.attach('10.244.1.5', { name: 'far', kind: 'pod', node: 'node-2' }).udp.bind(80));
  }
  function cutMeanwhile(w: World) {
    open(w);
    w.kernel.latencies.set('podRtt', 20);
    w.kernel.after(10, () => {
      w.server.up = false;
    });
  }
  function routed(w: World, route: ReturnType<World['network']['router']>) {
    w.network.router = (_from, ip, _port, protocol) => (ip === SERVICE && protocol === 'UDP' ? route : undefined);
  }
  function toPod(w: World) {
    echo(w.kernel, w.server.udp.bind(8080));
    routed(w, { ip: POD, port: 8080 });
  }
  for (const [what, given, to, answer, tookMs] of cases) {
    it(`${what}: ${answer}`, () => {
      const w = world();
      given(w);
      const call = { host: to, port: 80, data: 'hi', timeoutMs: 2000 };
      const outcome = run(w.kernel, datagramRequest(w.network, w.client, call));
      expect(told(outcome.value)).to.equal(answer);
      expect(outcome.tookMs).to.be.within(tookMs, tookMs + 5);
    });
  }
});

describe('A UDP socket', () => {
  it('has ports of its own, each once', () => {
    const { server } = world();
    server.listen(53, () => {});
    server.udp.bind(53);
    expect(() => server.udp.bind(53)).to.throw(BindError, 'server can not open udp 0.0.0.0:53: address already in use');
    expect(() => server.udp.bind(53, { address: '127.0.0.1' })).to.throw(BindError);
    const [one, other] = [server.udp.bind(0), server.udp.bind(0)];
    expect(one.port).not.to.equal(other.port);
  });

  it('can be bound again once it is closed; who waits for it is told', () => {
    const w = world();
    const socket = w.server.udp.bind(53);
    w.kernel.after(100, () => socket.close());
    expect(run(w.kernel, socket.receive())).to.deep.equal({ value: EOF, tookMs: 100 });
    expect(() => w.server.udp.bind(53)).not.to.throw();
  });

  it('tells of a refusal at the next call, once, and only when it is connected', () => {
    const w = world();
    const to = { ip: POD, port: 80 };
    const [connected, free] = [w.client.udp.bind(0), w.client.udp.bind(0)];
    connected.connect(to);
    function* sends(socket: DatagramSocket): Task<unknown[]> {
      const seen: unknown[] = [];
      for (let i = 0; i < 3; i++) {
        seen.push(told(socket.send('x', to)));
        yield* sleep(10);
      }
      return [...seen, told(yield* socket.receive(5))];
    }
    expect(run(w.kernel, sends(connected)).value).to.deep.equal([undefined, 'refused', undefined, 'refused']);
    const silent = [undefined, undefined, undefined, TIMED_OUT.description];
    expect(run(w.kernel, sends(free)).value).to.deep.equal(silent);
  });

  it('that is connected takes its peer’s datagrams only; others are refused', () => {
    const w = world();
    const other = w.network.attach('10.244.0.7', { name: 'other', kind: 'pod', node: 'node-1' });
    const server = w.server.udp.bind(80);
    const peer = w.client.udp.bind(4000);
    server.connect({ ip: w.client.ip, port: 4000 });
    peer.connect({ ip: POD, port: 80 });
    peer.send('from the peer');
    const call = { host: POD, port: 80, data: 'from another', timeoutMs: 100 };
    expect(run(w.kernel, datagramRequest(w.network, other, call)).value).to.have.property('kind', 'refused');
    expect(run(w.kernel, server.receive(10)).value).to.have.property('data', 'from the peer');
    expect(run(w.kernel, server.receive(10)).value).to.equal(TIMED_OUT);
  });

  it('keeps the order of what is sent, when delays vary and the seed orders what happens at once', () => {
    const w = world();
    w.kernel.latencies.set('podRtt', [0, 50]);
    const server = w.server.udp.bind(80);
    const sender = w.client.udp.bind(0);
    for (const data of 'abcdef') sender.send(data, { ip: POD, port: 80 });
    sender.close();
    let all = '';
    for (let i = 0; i < 6; i++) {
      const got = run(w.kernel, server.receive(1000)).value;
      if (got && typeof got === 'object' && 'data' in got) all += got.data;
    }
    expect(all).to.equal('abcdef');
  });

  it('keeps 208 KiB for a program that does not read, and loses the rest', () => {
    const w = world();
    const server = w.server.udp.bind(80);
    const sender = w.client.udp.bind(0);
    for (let i = 0; i < 300; i++) sender.send('x'.repeat(1024), { ip: POD, port: 80 });
    let count = 0;
    while (typeof run(w.kernel, server.receive(10)).value === 'object') count++;
    expect(count).to.equal(208);
  });
});

describe('A flow of datagrams to a Service', () => {
  const OTHER = '10.244.0.7';
  /** What the rules are told of earlier datagrams, when one is sent at each of these seconds. */
  function asked(atSeconds: readonly number[], answers: boolean, isThere = true): (string | undefined)[] {
    const w = world();
    w.network.attach(OTHER, { name: 'other', kind: 'pod', node: 'node-1' });
    const server = w.server.udp.bind(80);
    if (answers) echo(w.kernel, server);
    if (!isThere) w.server.detach();
    const seen: (string | undefined)[] = [];
    w.network.router = (_from, ip, _port, _protocol, before) => {
      if (ip !== SERVICE) return undefined;
      seen.push(before?.ip);
      return { ip: POD, port: 80 };
    };
    const sender = w.client.udp.bind(0);
    for (const second of atSeconds) {
      w.kernel.runUntil(second * 1000);
      sender.send('x', { ip: SERVICE, port: 80 });
    }
    return seen;
  }
  const cases: [what: string, at: number[], answers: boolean, seen: (string | undefined)[]][] = [
    ['is known while it goes on', [0, 29, 58], false, [undefined, POD, POD]],
    ['is forgotten after 30 s of silence', [0, 31], false, [undefined, undefined]],
    ['is forgotten after 30 s even if it was answered, when that was all', [0, 31], true, [undefined, undefined]],
    ['is kept for two minutes once it is a stream', [0, 3, 122, 250], true, [undefined, POD, POD, undefined]],
  ];
  for (const [what, at, answers, seen] of cases) it(what, () => expect(asked(at, answers)).to.deep.equal(seen));

  it('is known while it goes on, even if it leads to an address that nobody has', () =>
    expect(asked([0, 29, 58], false, false)).to.deep.equal([undefined, POD, POD]));

  it('seems to be answered by the Service; what comes from the pod itself is no answer', () => {
    const w = world();
    const server = w.server.udp.bind(80);
    w.network.router = (_from, ip) => (ip === SERVICE ? { ip: POD, port: 80 } : undefined);
    const sender = w.client.udp.bind(4000);
    sender.connect({ ip: SERVICE, port: 53 });
    sender.send('x');
    w.kernel.runUntil(10);
    server.send('y', { ip: w.client.ip, port: 4000 });
    w.server.udp.bind(81).send('z', { ip: w.client.ip, port: 4000 });
    const got = run(w.kernel, sender.receive(10)).value;
    expect(got).to.deep.equal({ data: 'y', from: { ip: SERVICE, port: 53 } });
    expect(run(w.kernel, sender.receive(10)).value).to.equal(TIMED_OUT);
  });
});
