import { expect } from 'chai';
import { Kernel, Latch, sleep, type Task } from '../../kernel';
import { LATENCIES } from '../../latencies';
import {
  AddressInUse,
  EOF,
  goHttpError,
  grpcHealthCheck,
  type HttpCall,
  HttpServer,
  httpRequest,
  NetError,
  Network,
} from './index';

class Owner {
  readonly ended: Latch<number>;
  constructor(kernel: Kernel) {
    this.ended = new Latch(kernel);
  }
}

/** Two pods on one node, a machine outside. */
function world() {
  const kernel = new Kernel({ latencies: LATENCIES });
  const network = new Network(kernel);
  network.attach('192.168.66.12', { name: 'node-1', kind: 'node' });
  const client = network.attach('10.244.0.5', { name: 'client', kind: 'pod', node: 'node-1' });
  const server = network.attach('10.244.0.6', { name: 'server', kind: 'pod', node: 'node-1' });
  return { kernel, network, client, server, owner: new Owner(kernel) };
}

function run<T>(kernel: Kernel, task: Task<T>, forMs = 300_000): { value: T | undefined; tookMs: number } {
  const startMs = kernel.now;
  let endMs = Number.NaN;
  const process = kernel.spawn('test', task);
  kernel.spawn(
    'watch',
    (function* () {
      yield* process.ended.join();
      endMs = kernel.now;
    })(),
  );
  kernel.runUntil(kernel.now + forMs);
  const { outcome } = process;
  return { value: outcome?.how === 'returned' ? outcome.value : undefined, tookMs: endMs - startMs };
}

describe('Network.connect', () => {
  type World = ReturnType<typeof world>;
  const POD = '10.244.0.6';
  const SERVICE = '10.96.0.1';
  const cases: {
    what: string;
    given?: (w: World) => unknown;
    to: string;
    waitMs: number;
    result: string;
    tookMs: number;
  }[] = [
    {
      what: 'an open port',
      given: (w) => w.server.listen(80, () => {}),
      to: POD,
      waitMs: 5000,
      result: 'connected',
      tookMs: 0,
    },
    { what: 'nothing listens', to: POD, waitMs: 5000, result: 'refused', tookMs: 0 },
    { what: 'nobody has the address', to: '10.244.0.99', waitMs: 60_000, result: 'no-route', tookMs: 3000 },
    { what: 'nobody has it, a hasty caller', to: '10.244.0.99', waitMs: 1000, result: 'timeout', tookMs: 1000 },
    { what: 'no route', given: leadNowhere, to: '8.8.8.8', waitMs: 1000, result: 'unreachable', tookMs: 0 },
    { what: 'the machine is off', given: switchOff, to: POD, waitMs: 5000, result: 'timeout', tookMs: 5000 },
    {
      what: 'dropped, no hurry',
      given: route('dropped'),
      to: SERVICE,
      waitMs: Number.POSITIVE_INFINITY,
      result: 'timeout',
      tookMs: 127_000,
    },
    {
      what: 'a Service without endpoints',
      given: route('refused'),
      to: SERVICE,
      waitMs: 5000,
      result: 'refused',
      tookMs: 0,
    },
    {
      what: 'the sandbox is gone',
      given: (w) => w.server.detach(),
      to: POD,
      waitMs: 60_000,
      result: 'no-route',
      tookMs: 3000,
    },
    { what: 'the owner has ended', given: listenAndEnd, to: POD, waitMs: 5000, result: 'refused', tookMs: 0 },
    { what: 'bound to loopback only', given: listenOnLoopback, to: POD, waitMs: 5000, result: 'refused', tookMs: 0 },
  ];
  function route(answer: 'dropped' | 'refused') {
    return (w: World) => {
      w.network.router = () => answer;
    };
  }
  function leadNowhere(w: World) {
    w.network.nowhere = () => 'unreachable';
  }
  function switchOff(w: World) {
    w.network.hostAt('192.168.66.12')!.up = false;
  }
  function listenAndEnd(w: World) {
    w.server.listen(80, () => {}, w.owner);
    w.owner.ended.set(0);
  }
  function listenOnLoopback(w: World) {
    w.server.listen(80, () => {}, undefined, { address: '127.0.0.1' });
  }
  for (const { what, given, to, waitMs, result, tookMs } of cases) {
    it(`${what}: ${result} after ${tookMs} ms`, () => {
      const w = world();
      given?.(w);
      const outcome = run(w.kernel, w.network.connect(w.client, to, 80, waitMs));
      expect(outcome.value instanceof NetError ? outcome.value.kind : 'connected').to.equal(result);
      expect(outcome.tookMs).to.equal(tookMs);
    });
  }

  it('reaches a machine that comes up between two SYNs', () => {
    const w = world();
    w.server.listen(80, () => {});
    w.server.up = false;
    w.kernel.after(1500, () => {
      w.server.up = true;
    });
    const result = run(w.kernel, w.network.connect(w.client, '10.244.0.6', 80, 60_000));
    expect(result.value).not.to.be.instanceOf(NetError);
    expect(result.tookMs).to.equal(3000);
  });

  it('goes where the router sends it; the client keeps seeing the address of the Service', () => {
    const w = world();
    let seen = '';
    w.server.listen(8080, (c) => {
      seen = `${c.remote.ip} -> ${c.local.port}`;
    });
    w.network.router = (_from, ip, port) =>
      ip === '10.96.0.9' && port === 80 ? { ip: '10.244.0.6', port: 8080 } : undefined;
    const { value } = run(w.kernel, w.network.connect(w.client, '10.96.0.9', 80, 1000));
    expect(value).to.have.nested.property('remote.ip', '10.96.0.9');
    expect(seen).to.equal('10.244.0.5 -> 8080');
  });

  it('shares localhost within a sandbox', () => {
    const w = world();
    w.client.listen(80, () => {});
    expect(run(w.kernel, w.network.connect(w.client, '127.0.0.1', 80, 1000)).value).not.to.be.instanceOf(NetError);
    expect(run(w.kernel, w.network.connect(w.server, '127.0.0.1', 80, 1000)).value).to.have.property('kind', 'refused');
  });

  it('refuses a second listener on one port', () => {
    const w = world();
    w.server.listen(80, () => {});
    expect(() => w.server.listen(80, () => {})).to.throw(AddressInUse, 'address already in use');
    expect(() => w.server.listen(81, () => {})).not.to.throw();
  });
});

describe('an established connection', () => {
  function* readAfter(w: ReturnType<typeof world>, say: string | undefined): Task<unknown> {
    const c = yield* w.network.connect(w.client, '10.244.0.6', 80, 1000);
    if (c instanceof NetError) return c;
    if (say) c.write(say);
    return yield* c.read(60_000);
  }
  it('ends with EOF when its server is killed, and the handler dies with it', () => {
    const w = world();
    let cleaned = false;
    w.server.listen(
      80,
      function* (c) {
        try {
          yield* c.read();
          yield* sleep(1_000_000);
        } finally {
          cleaned = true;
        }
      },
      w.owner,
    );
    w.kernel.after(500, () => w.owner.ended.set(137));
    expect(run(w.kernel, readAfter(w, 'hi'))).to.deep.equal({ value: EOF, tookMs: 500 });
    expect(cleaned).to.equal(true);
  });
  it('is reset when the server dies with unread data', () => {
    const w = world();
    w.server.listen(80, () => {}, w.owner);
    w.kernel.after(500, () => w.owner.ended.set(137));
    expect(run(w.kernel, readAfter(w, 'hi')).value).to.have.property('kind', 'reset');
  });
  it('hangs when the other machine loses power', () => {
    const w = world();
    w.server.listen(80, () => {}, w.owner);
    w.kernel.after(500, () => {
      w.server.up = false;
      w.owner.ended.set(137);
    });
    expect(run(w.kernel, readAfter(w, 'hi')).tookMs).to.equal(60_000);
  });
  it('keeps the order of what is written when delays vary', () => {
    const w = world();
    w.kernel.latencies.set('podRtt', [0, 50]);
    w.server.listen(80, (c) => {
      for (const letter of 'abcdefgh') c.write(letter);
      c.close();
    });
    const { value } = run(
      w.kernel,
      (function* (): Task<string> {
        const c = yield* w.network.connect(w.client, '10.244.0.6', 80, 1000);
        let all = '';
        for (;;) {
          const data = c instanceof NetError ? EOF : yield* c.read();
          if (typeof data !== 'string') return all;
          all += data;
        }
      })(),
    );
    expect(value).to.equal('abcdefgh');
  });
});

describe('ping', () => {
  const cases: [string, string, string, number][] = [
    ['a pod', '10.244.0.6', 'reply', 0],
    ['a machine that does not answer pings', '10.244.0.7', 'timeout', 10_000],
    ['nobody', '192.168.109.201', 'no-route', 3000],
    ['a ClusterIP, which the router knows for TCP only', '10.96.0.1', 'timeout', 10_000],
  ];
  for (const [what, to, expected, tookMs] of cases) {
    it(`${what}: ${expected}`, () => {
      const w = world();
      w.network.attach('10.244.0.7', { name: 'shy', kind: 'external' }).pingable = false;
      w.network.router = (_from, ip) => (ip === '10.96.0.1' ? 'dropped' : undefined);
      const { value, tookMs: took } = run(w.kernel, w.network.ping(w.client, to, 10_000));
      expect(value instanceof NetError ? value.kind : 'reply').to.equal(expected);
      expect(took).to.equal(tookMs);
    });
  }
});

describe('names', () => {
  const podDns = {
    nameservers: ['10.96.0.10'],
    search: ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
    ndots: 5,
  };
  function withDns() {
    const w = world();
    w.client.dns = { ...podDns, hosts: { 'my.alias': '1.2.3.4' } };
    const asked: string[] = [];
    w.network.resolver = (_from, name) => {
      asked.push(name);
      const known: Record<string, string> = {
        'web.default.svc.cluster.local': '10.96.7.7',
        'example.com': '93.184.216.34',
      };
      const ip = known[name];
      return { name, rcode: ip ? 'NOERROR' : 'NXDOMAIN', addresses: ip ? [ip] : [] };
    };
    return { ...w, asked };
  }
  const cases: [string, string, number][] = [
    ['web', '10.96.7.7', 1],
    ['web.default', '10.96.7.7', 2],
    ['web.default.svc.cluster.local', '10.96.7.7', 4],
    ['web.default.svc.cluster.local.', '10.96.7.7', 1],
    ['example.com', '93.184.216.34', 4],
    ['nosuch', 'name', 4],
    ['my.alias', '1.2.3.4', 0],
    ['localhost', '127.0.0.1', 0],
    ['10.1.2.3', '10.1.2.3', 0],
  ];
  for (const [name, expected, questions] of cases) {
    it(`${name}: ${expected} after ${questions} questions`, () => {
      const w = withDns();
      const { value } = run(w.kernel, w.network.resolve(w.client, name));
      expect(value instanceof NetError ? value.kind : value?.addresses[0]).to.equal(expected);
      expect(w.asked).to.have.length(questions);
    });
  }
  it('gives up on a silent server after two tries of 5 s', () => {
    const w = world();
    w.client.dns = podDns;
    expect(run(w.kernel, w.network.resolve(w.client, 'web')).tookMs).to.equal(10_000);
  });
  it('finds machines outside the cluster by name', () => {
    const w = world();
    w.network.attach('192.168.66.11', { name: 'hook-server', kind: 'external' });
    w.client.dns = { nameservers: ['192.168.66.1'], search: [], ndots: 1 };
    expect(run(w.kernel, w.network.resolve(w.client, 'hook-server')).value).to.have.deep.property('addresses', [
      '192.168.66.11',
    ]);
  });
});

describe('httpRequest', () => {
  const call: HttpCall = {
    scheme: 'http',
    host: '10.244.0.6',
    port: 80,
    path: '/a?b=1',
    headers: { Connection: 'close' },
    timeoutMs: 1000,
  };
  const url = 'http://10.244.0.6:80/a?b=1';
  function serving(tls: boolean | 'auto' = false) {
    const w = world();
    const server = new HttpServer(
      w.kernel,
      function* ({ request, path, clientIp }) {
        if (path === '/hang') yield* sleep(1_000_000);
        if (path === '/drop') return undefined;
        return { status: 200, body: `${request.method} ${path} für ${clientIp}` };
      },
      { tls },
    );
    server.listen(w.server, 80, w.owner);
    return { ...w, http: server };
  }
  it('brings the answer', () => {
    const w = serving();
    const { value } = run(w.kernel, httpRequest(w.network, w.client, call));
    expect(value).to.include({ status: 200, statusText: 'OK', body: 'GET /a für 10.244.0.5' });
  });
  const failures: [string, Partial<HttpCall>, boolean | 'auto', string][] = [
    [
      'refused',
      { port: 81 },
      false,
      'Get "http://10.244.0.6:80/a?b=1": dial tcp 10.244.0.6:81: connect: connection refused',
    ],
    [
      'no answer in time',
      { path: '/hang' },
      false,
      'Get "http://10.244.0.6:80/a?b=1": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
    [
      'no connection in time',
      { host: '10.244.0.77' },
      false,
      'Get "http://10.244.0.6:80/a?b=1": dial tcp 10.244.0.77:80: i/o timeout (Client.Timeout exceeded while awaiting headers)',
    ],
    ['closed without an answer', { path: '/drop' }, false, 'Get "http://10.244.0.6:80/a?b=1": EOF'],
    [
      'https to a plain port',
      { scheme: 'https' },
      false,
      'Get "http://10.244.0.6:80/a?b=1": http: server gave HTTP response to HTTPS client',
    ],
  ];
  for (const [what, change, tls, expected] of failures) {
    it(`${what}: ${expected.slice(38)}`, () => {
      const w = serving(tls);
      const { value } = run(w.kernel, httpRequest(w.network, w.client, { ...call, ...change }));
      expect(value).to.be.instanceOf(NetError);
      expect(goHttpError(value as NetError, { url })).to.equal(expected);
    });
  }
  it('plain http to a TLS port: 400', () => {
    const w = serving(true);
    expect(run(w.kernel, httpRequest(w.network, w.client, call)).value).to.include({ status: 400 });
  });
  it('speaks TLS where the server does', () => {
    const w = serving('auto');
    expect(run(w.kernel, httpRequest(w.network, w.client, { ...call, scheme: 'https' })).value).to.include({
      status: 200,
    });
    expect(run(w.kernel, httpRequest(w.network, w.client, call)).value).to.include({ status: 200 });
  });
  it('drains: new connections are refused, the one in flight is answered', () => {
    const w = world();
    const http = new HttpServer(w.kernel, function* () {
      yield* sleep(500);
      return { status: 200, body: 'late' };
    });
    http.listen(w.server, 80, w.owner);
    const inFlight = w.kernel.spawn('first', httpRequest(w.network, w.client, call));
    w.kernel.runUntil(100);
    const drained = w.kernel.spawn('drain', http.drain());
    expect(run(w.kernel, httpRequest(w.network, w.client, call), 200).value).to.have.property('kind', 'refused');
    expect(drained.isAlive).to.equal(true);
    w.kernel.runUntil(2000);
    expect(inFlight.outcome).to.have.nested.property('value.body', 'late');
    expect(drained.isAlive).to.equal(false);
  });
  it('keeps the connection for further requests', () => {
    const w = serving();
    const { value } = run(
      w.kernel,
      (function* (): Task<string> {
        const c = yield* w.network.connect(w.client, '10.244.0.6', 80, 1000);
        if (c instanceof NetError) return '';
        c.write('GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.0\r\n\r\n');
        let all = '';
        for (let data = yield* c.read(); typeof data === 'string'; data = yield* c.read()) all += data;
        return all;
      })(),
    );
    expect(value).to.match(/GET \/1 für .*\r\n(?:.|\s)*GET \/2 für/);
  });
});

describe('grpcHealthCheck', () => {
  const cases: [string, number, string, string][] = [
    ['healthy', 5000, '', 'status SERVING'],
    ['unhealthy service', 5000, 'rdy', 'status NOT_SERVING'],
    ['no health service', 5000, 'none', 'unimplemented'],
    ['refused', 5001, '', 'connect-timeout'],
    ['a web server', 80, '', 'connect-timeout'],
  ];
  for (const [what, port, service, expected] of cases) {
    it(`${what}: ${expected}`, () => {
      const w = world();
      const web = new HttpServer(w.kernel, function* () {
        return { status: 200, body: '' };
      });
      web.listen(w.server, 80, w.owner);
      const grpc = new HttpServer(
        w.kernel,
        function* () {
          return undefined;
        },
        { grpc: (name) => (name === 'none' ? undefined : name === 'rdy' ? 'NOT_SERVING' : 'SERVING') },
      );
      grpc.listen(w.server, 5000, w.owner);
      const { value, tookMs } = run(
        w.kernel,
        grpcHealthCheck(w.network, w.client, { address: '10.244.0.6', port, service, timeoutMs: 1000 }),
      );
      expect(`${value?.outcome} ${value?.outcome === 'status' ? value.status : ''}`.trim()).to.equal(expected);
      if (expected === 'connect-timeout') expect(tookMs).to.equal(1000);
    });
  }
});
