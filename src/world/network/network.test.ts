import { expect } from 'chai';
import { sleep, type Task } from '../../kernel';
import { BindError, EOF, NetError } from './index';
import { run, world } from './testWorld';

describe('Network.connect', () => {
  type World = ReturnType<typeof world>;
  const POD = '10.244.0.6';
  const ELSEWHERE = '10.244.1.5';
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
    { what: 'nobody elsewhere', to: '192.168.109.100', waitMs: 5000, result: 'no-route', tookMs: 0 },
    { what: 'no route', given: leadNowhere, to: '8.8.8.8', waitMs: 1000, result: 'unreachable', tookMs: 0 },
    {
      what: 'the machine is cut off',
      given: cutElsewhere,
      to: ELSEWHERE,
      waitMs: 5000,
      result: 'timeout',
      tookMs: 5000,
    },
    { what: 'the cut machine’s own pods', given: cutOwn, to: POD, waitMs: 5000, result: 'connected', tookMs: 0 },
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
  function cutElsewhere(w: World) {
    w.network.attach('192.168.66.13', { name: 'k8s-node02', kind: 'node' }).up = false;
    w.network.attach(ELSEWHERE, { name: 'api', kind: 'pod', node: 'k8s-node02' }).listen(80, () => {});
  }
  function cutOwn(w: World) {
    w.network.hostAt('192.168.66.12')!.up = false;
    w.server.listen(80, () => {});
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

  it('sends later SYNs where the rules sent the first one, although they would choose another endpoint now', () => {
    const w = world();
    const node = w.network.attach('192.168.66.13', { name: 'node-2', kind: 'node' });
    w.network.attach(ELSEWHERE, { name: 'far', kind: 'pod', node: 'node-2' });
    node.up = false;
    w.server.listen(80, () => {});
    let asked = 0;
    w.network.router = () => ({ ip: asked++ === 0 ? ELSEWHERE : POD, port: 80 });
    const { value } = run(w.kernel, w.network.connect(w.client, SERVICE, 80, 5000));
    expect(value).to.be.instanceOf(NetError).with.property('kind', 'timeout');
    expect((value as NetError).info.routedTo).to.equal(ELSEWHERE);
  });

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
    expect(() => w.server.listen(80, () => {})).to.throw(BindError, 'address already in use');
    expect(() => w.server.listen(81, () => {})).not.to.throw();
  });

  const PORTS: readonly (readonly [port: number, from: string | undefined, isPowerful: boolean, refused: boolean])[] = [
    [80, undefined, false, true],
    [80, undefined, true, false],
    [1023, undefined, false, true],
    [1024, undefined, false, false],
    [80, '0', false, false],
    [80, '80', false, false],
    [79, '80', false, true],
    [1999, '2000', false, true],
  ];
  for (const [port, from, isPowerful, refused] of PORTS) {
    const who = isPowerful ? 'who has NET_BIND_SERVICE' : 'anybody';
    it(`${refused ? 'keeps' : 'leaves'} port ${port} ${refused ? 'from' : 'to'} ${who}, where ports are free from ${from ?? '1024'} on`, () => {
      const w = world();
      const parameters: Record<string, string> =
        from === undefined ? {} : { 'net.ipv4.ip_unprivileged_port_start': from };
      const host = w.network.attach('10.244.0.7', { name: 'p', kind: 'pod', node: 'node-1', parameters });
      const owner = { ended: w.owner.ended, hasCapability: () => isPowerful };
      const tcp = () => host.listen(port, () => {}, owner);
      const udp = () => host.udp.bind(port, { owner });
      for (const open of [tcp, udp])
        if (refused) expect(open).to.throw(BindError, 'permission denied');
        else expect(open).not.to.throw();
    });
  }
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
    ['nobody on the local network', '10.244.0.99', 'no-route', 3000],
    ['nobody elsewhere', '192.168.109.201', 'no-route', 0],
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
