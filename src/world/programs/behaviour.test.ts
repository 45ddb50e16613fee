import { expect } from 'chai';
import type { AppContext, Behaviour } from '../behaviour';
import { grpcHealthCheck, type HttpResponse, httpRequest, NetError } from '../network';
import { TestWorld } from './testWorld';

function status(answer: HttpResponse | NetError): number | string {
  return answer instanceof NetError ? answer.kind : answer.status;
}

/** An app of an image that nobody described, as the behaviour says. */
function app(behaviour: Behaviour = {}, options: Parameters<TestWorld['start']>[1] = {}) {
  const world = new TestWorld();
  world.behaviours.set({}, behaviour);
  const container = world.start('team/app:v1', { ports: [8080], ...options });
  return { world, container };
}

describe('the well-behaved app', () => {
  const cases: [string, Behaviour, number, string, number | string][] = [
    ['nothing said', {}, 1000, '/any/path', 200],
    ['starts after 40 s: before', { startsServingAfterMs: 40_000 }, 39_000, '/', 'refused'],
    ['starts after 40 s: afterwards', { startsServingAfterMs: 40_000 }, 41_000, '/', 200],
    ['500 on one path', { responses: [{ path: '/healthz', status: 500 }] }, 1000, '/healthz', 500],
    ['500 on one path: others', { responses: [{ path: '/healthz', status: 500 }] }, 1000, '/', 200],
    ['500 on one query', { responses: [{ path: '/healthz?full=true', status: 500 }] }, 1000, '/healthz?full=true', 500],
    [
      '500 on one query: the path alone',
      { responses: [{ path: '/healthz?full=true', status: 500 }] },
      1000,
      '/healthz',
      200,
    ],
    ['503 in a window: within', { responses: [{ status: 503, fromMs: 5000, untilMs: 9000 }] }, 6000, '/', 503],
    ['503 in a window: after', { responses: [{ status: 503, fromMs: 5000, untilMs: 9000 }] }, 9500, '/', 200],
    ['the last rule counts', { responses: [{ status: 503 }, { status: 429 }] }, 1000, '/', 429],
    ['hangs', { hangs: [{ fromMs: 500 }] }, 1000, '/', 'timeout'],
    ['has hung', { hangs: [{ fromMs: 500, untilMs: 900 }] }, 1000, '/', 200],
    ['slower than the client waits', { latencyMs: 1500 }, 1000, '/', 'timeout'],
    ['slow', { latencyMs: 900 }, 1000, '/', 200],
    ['closes its ports', { refuses: [{ fromMs: 500 }] }, 1000, '/', 'refused'],
    ['opens them again', { refuses: [{ fromMs: 500, untilMs: 900 }] }, 1000, '/', 200],
    ['has ended', { exits: { afterMs: 500, code: 3 } }, 1000, '/', 'refused'],
  ];
  for (const [what, behaviour, atMs, path, expected] of cases) {
    it(`${what}: ${expected}`, () => {
      const { world, container } = app(behaviour);
      world.advance(atMs);
      expect(status(world.get(container.net, 8080, path))).to.equal(expected);
    });
  }

  const lacks: [place: string, database: 'listens' | 'refuses' | 'nowhere', expected: number][] = [
    ['10.244.0.99:5432', 'listens', 200],
    ['10.244.0.99:5432', 'refuses', 503],
    ['10.244.0.99:5432', 'nowhere', 503],
    ['10.244.0.99', 'nowhere', 200],
    ['database:5432', 'listens', 503],
    ['database', 'listens', 503],
  ];
  for (const [place, database, expected] of lacks)
    it(`${expected} while ${place} is unreachable, where the database ${database}`, () => {
      const { world, container } = app({ responses: [{ status: 503, whileUnreachable: place }] });
      if (database !== 'nowhere') {
        const net = world.network.attach('10.244.0.99', { name: 'db', kind: 'pod', node: 'node-1' });
        if (database === 'listens') world.start('team/db:v1', { ports: [5432], net });
      }
      world.advance(1000);
      expect(status(world.get(container.net, 8080))).to.equal(expected);
    });

  it('a later rule is asked first, and an earlier one where it does not hold', () => {
    const lacking = { path: '/ready', status: 503, whileUnreachable: 'database:5432' };
    const { world, container } = app({ responses: [{ status: 404 }, lacking] });
    world.advance(1000);
    expect(['/ready', '/'].map((path) => status(world.get(container.net, 8080, path)))).to.deep.equal([503, 404]);
  });

  it('its health service may lack something too', () => {
    const { world, container } = app({ health: [{ status: 'NOT_SERVING', whileUnreachable: 'database:5432' }] });
    world.advance(1000);
    const asked = { address: container.net.ip, port: 8080, service: '', timeoutMs: 1000 };
    const answer = world.run(grpcHealthCheck(world.network, world.client, asked));
    expect(answer).to.include({ status: 'NOT_SERVING' });
  });

  const database = '10.244.0.99:5432';
  const needs: [what: string, forMs: number, fromMs: number, atMs: number, expected: number | string][] = [
    ['tries once, and it is not there', 0, 2000, 3000, 'refused'],
    ['waits long enough', 10_000, 2000, 4000, 200],
    ['waits, and serves nobody', 10_000, 2000, 1000, 'refused'],
    ['does not wait long enough', 2000, 6000, 8000, 'refused'],
  ];
  for (const [what, forMs, fromMs, atMs, expected] of needs)
    it(`needs a database: ${what}`, () => {
      const { world, container } = app({ needs: [{ place: database, forMs, code: 3 }] });
      const net = world.network.attach('10.244.0.99', { name: 'db', kind: 'pod', node: 'node-1' });
      world.advance(Math.min(fromMs, atMs));
      if (fromMs < atMs) {
        // The database needs nothing
        world.behaviours.clear({});
        world.start('team/db:v1', { ports: [5432], net });
        world.advance(atMs - fromMs);
      }
      expect(status(world.get(container.net, 8080))).to.equal(expected);
    });

  it('ends on its stop signal while it waits for what it needs', () => {
    const { world, container } = app({ needs: [{ place: database, forMs: 60_000 }] });
    world.advance(5000);
    expect(container.stop('TERM')).to.include({ code: 0 });
  });

  const stops: [string, Behaviour, { code: number; atLeastMs: number } | 'alive'][] = [
    ['nothing said', {}, { code: 0, atLeastMs: 0 }],
    ['ignores TERM', { ignoresTerm: true }, 'alive'],
    ['ends at once', { endsAtOnce: true }, { code: 143, atLeastMs: 0 }],
    ['drains 8 s', { drain: { forMs: 8000 } }, { code: 0, atLeastMs: 8000 }],
    ['exits with 143', { exitCodeOnTerm: 143 }, { code: 143, atLeastMs: 0 }],
  ];
  for (const [what, behaviour, expected] of stops) {
    it(`SIGTERM, ${what}`, () => {
      const { world, container } = app(behaviour);
      world.advance(1000);
      const ended = container.stop('TERM');
      if (expected === 'alive' || ended === 'alive') expect(ended).to.equal(expected);
      else {
        expect(ended.code).to.equal(expected.code);
        expect(ended.tookMs).to.be.within(expected.atLeastMs, expected.atLeastMs + 40);
      }
    });
  }

  for (const serving of [true, false]) {
    it(`while it drains new connections are ${serving ? 'served' : 'refused'}`, () => {
      const { world, container } = app({ drain: { forMs: 5000, serving } });
      world.advance(1000);
      container.main.signal('TERM', { outside: true });
      world.advance(1000);
      expect(status(world.get(container.net, 8080))).to.equal(serving ? 200 : 'refused');
    });
  }

  it('while it drains it ends the connection with each answer', () => {
    const { world, container } = app({ drain: { forMs: 5000, serving: true } });
    const goodbye = () => {
      const call = { scheme: 'http', host: container.net.ip, port: 8080, path: '/', timeoutMs: 1000 } as const;
      const answer = world.run(httpRequest(world.network, world.client, call));
      return answer instanceof NetError ? answer.kind : answer.headers['Connection'];
    };
    world.advance(1000);
    expect(goodbye()).to.equal('keep-alive');
    container.main.signal('TERM', { outside: true });
    world.advance(1000);
    expect(goodbye()).to.equal('close');
  });

  it('exits by itself with the code, only as often as it should', () => {
    for (const [attempt, expected] of [
      [0, 3],
      [1, 3],
      [2, undefined],
    ] as const) {
      const { world, container } = app({ exits: { afterMs: 2000, code: 3, times: 2 } }, { attempt });
      world.advance(2001);
      expect(container.main.ended.value?.code).to.equal(expected);
    }
  });

  it('grows until the out-of-memory killer takes it', () => {
    const { world, container } = app({ memory: { bytesPerSecond: 10e6, fromMs: 1000 } }, { limit: 64e6 });
    world.advance(7300);
    expect(container.main.isAlive).to.equal(true);
    world.advance(200);
    expect(container.main.ended.value).to.include({ code: 137, oomKilled: true });
  });

  it('says how much it has grown, and meets another limit at another time', () => {
    const { world, container } = app({ memory: { bytesPerSecond: 10e6 } }, { limit: 64e6 });
    world.advance(2000);
    expect(container.main.memoryBytes).to.be.within(19e6, 20e6);
    world.behaviours.limitMemory(container.main.app as AppContext, 30e6);
    world.advance(500);
    expect(container.main.isAlive).to.equal(true);
    world.advance(600);
    expect(container.main.ended.value).to.include({ code: 137, oomKilled: true });
  });

  it('loses and makes files', () => {
    const { world, container } = app({
      files: [
        { path: '/etc/passwd', afterMs: 500 },
        { path: '/tmp/up', afterMs: 700, content: 'x' },
      ],
    });
    world.advance(600);
    expect([container.fs.exists('/etc/passwd'), container.fs.exists('/tmp/up')]).to.deep.equal([false, false]);
    world.advance(200);
    expect(container.fs.readFile('/tmp/up')).to.equal('x');
  });

  it('notices what is set while it runs', () => {
    const { world, container } = app();
    world.advance(1000);
    world.behaviours.set({ pod: 'we*' }, { refuses: [{ sinceScenario: true, fromMs: 1000 }] });
    world.advance(1);
    expect(status(world.get(container.net, 8080))).to.equal('refused');
    world.behaviours.clear({ pod: 'we*' });
    world.advance(1);
    expect(status(world.get(container.net, 8080))).to.equal(200);
  });

  it('as init container or Job works for a second and ends with 0', () => {
    const { world, container } = app({}, { isTask: true });
    world.advance(999);
    expect(container.main.isAlive).to.equal(true);
    world.advance(2);
    expect(container.main.ended.value?.code).to.equal(0);
  });

  const ends: [string, Behaviour, object, { code: number; atMs: number }][] = [
    ['described', { exits: { afterMs: 40_000, code: 3 } }, {}, { code: 3, atMs: 40_000 }],
    [
      'described for the first instance',
      { exits: { afterMs: 40_000, code: 3, times: 1 } },
      {},
      { code: 3, atMs: 40_000 },
    ],
    ['one later instance', { exits: { afterMs: 40_000, code: 3, times: 1 } }, { attempt: 1 }, { code: 0, atMs: 1000 }],
    ['full memory', { memory: { fullAfterMs: 5000 } }, { limit: 1e6 }, { code: 137, atMs: 5000 }],
    [
      'work that is over before',
      { works: { forMs: 2000 }, exits: { afterMs: 5000, code: 3 } },
      {},
      { code: 0, atMs: 2000 },
    ],
  ];
  for (const [what, behaviour, options, { code, atMs }] of ends) {
    it(`as init container or Job ends as described: ${what}`, () => {
      const { world, container } = app(behaviour, { isTask: true, ...options });
      world.advance(atMs - 1);
      expect(container.main.isAlive).to.equal(true);
      world.advance(2);
      expect(container.main.ended.value?.code).to.equal(code);
    });
  }

  it('does not serve when it is executed beside the main process', () => {
    const { container } = app({ commands: [{ command: 'health-check', exitCode: 7, output: 'sick' }] });
    expect(container.exec('/bin/health-check', '-v')).to.include({ code: 7, stdout: 'sick\n' });
    expect(container.exec('/bin/other')).to.include({ code: 0, stdout: '' });
  });

  it('speaks gRPC on the same port', () => {
    const { world, container } = app({ health: [{ service: 'rdy', status: 'NOT_SERVING' }] });
    world.advance(1000);
    for (const [service, expected] of [
      ['', 'SERVING'],
      ['rdy', 'NOT_SERVING'],
    ] as const) {
      const call = { address: container.net.ip, port: 8080, service, timeoutMs: 1000 };
      expect(world.run(grpcHealthCheck(world.network, world.client, call))).to.include({ status: expected });
    }
  });

  it('exits with 1 when its port is taken', () => {
    const { world, container } = app();
    world.advance(100);
    const second = world.start('team/other', { ports: [8080], net: container.net });
    world.advance(100);
    expect(second.main.ended.value?.code).to.equal(1);
    expect(second.stderr.text).to.equal('listen tcp :8080: bind: address already in use\n');
  });

  it('rules of a behaviour hold for the servers of described images too', () => {
    const world = new TestWorld();
    world.behaviours.set({ container: 'app' }, { responses: [{ status: 503, untilMs: 5000 }] });
    const nginx = world.start('nginx');
    world.advance(1000);
    expect(status(world.get(nginx.net, 80))).to.equal(503);
    world.advance(5000);
    expect(status(world.get(nginx.net, 80))).to.equal(200);
  });
});

describe('a behaviour of any main process, here a shell that waits', () => {
  function shell(behaviour: Behaviour, script = 'while true; do sleep 1; done', options: { limit?: number } = {}) {
    const world = new TestWorld();
    world.behaviours.set({}, behaviour);
    return { world, container: world.start('busybox:1.28', { argv: ['sh', '-c', script], ...options }) };
  }

  it('ends by itself', () => {
    const { world, container } = shell({ exits: { afterMs: 2000, code: 3 } });
    world.advance(1999);
    expect(container.main.isAlive).to.equal(true);
    world.advance(1);
    expect(container.main.ended.value).to.include({ code: 3 });
  });

  it('loses a file', () => {
    const { world, container } = shell({ files: [{ path: '/tmp/live', afterMs: 2000 }] }, 'touch /tmp/live; sleep 100');
    world.advance(1000);
    expect(container.fs.exists('/tmp/live')).to.equal(true);
    world.advance(1000);
    expect(container.fs.exists('/tmp/live')).to.equal(false);
  });

  it('meets its memory limit, whatever that is', () => {
    for (const limit of [1e6, 64e6]) {
      const { world, container } = shell({ memory: { fullAfterMs: 5000 } }, 'sleep 100', { limit });
      world.advance(4999);
      expect(container.main.isAlive).to.equal(true);
      world.advance(1);
      expect(container.main.ended.value).to.include({ code: 137, oomKilled: true });
    }
  });

  it('cannot run out of memory without a limit: the run ends with a sentence', () => {
    const { world } = shell({ memory: { fullAfterMs: 5000 } });
    expect(() => world.advance(1)).to.throw('give it resources.limits.memory');
  });

  const traps = "trap 'exit 4' TERM; while true; do sleep 1; done";
  const stops: [string, Behaviour, string, { code: number; atLeastMs: number } | 'alive'][] = [
    ['nothing said, a shell as PID 1', {}, 'sleep 100', 'alive'],
    ['nothing said, a trap', {}, traps, { code: 4, atLeastMs: 0 }],
    ['ignores TERM in spite of its trap', { ignoresTerm: true }, traps, 'alive'],
    ['ends at once in spite of its trap', { endsAtOnce: true }, traps, { code: 143, atLeastMs: 0 }],
    ['drains, then its trap runs', { drain: { forMs: 8000 } }, traps, { code: 4, atLeastMs: 8000 }],
    ['drains, and has no trap', { drain: { forMs: 8000 } }, 'sleep 100', { code: 0, atLeastMs: 8000 }],
    ['ends with 5', { exitCodeOnTerm: 5 }, traps, { code: 5, atLeastMs: 0 }],
  ];
  for (const [what, behaviour, script, expected] of stops) {
    it(`SIGTERM: ${what}`, () => {
      const { world, container } = shell(behaviour, script);
      world.advance(1000);
      const ended = container.stop('TERM');
      if (expected === 'alive' || ended === 'alive') expect(ended).to.equal(expected);
      else {
        expect(ended.code).to.equal(expected.code);
        expect(ended.tookMs).to.be.within(expected.atLeastMs, expected.atLeastMs + 1100);
      }
    });
  }
});
