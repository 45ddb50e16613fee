import { expect } from 'chai';
import { type Detail, forever, Kernel, Latch, sleep, type Task } from '../kernel/index';
import { LATENCIES } from '../latencies';
import { type HttpReply, HttpServer, type NetHost, Network } from '../world/index';
import { TrafficClient, type TrafficOptions } from './client';

const OK: HttpReply = { status: 200, body: 'ok' };

/** A client on one machine, a server `web` on another that answers as the test says. */
class Stage {
  readonly kernel = new Kernel({ latencies: LATENCIES });
  readonly network = new Network(this.kernel);
  readonly from: NetHost = this.network.attach('10.0.0.1', { name: 'here', kind: 'external' });
  readonly web: NetHost = this.network.attach('10.0.1.1', { name: 'web', kind: 'external' });
  readonly owner = { ended: new Latch<number>(this.kernel) };
  answered = 0;
  answer: (n: number) => Task<HttpReply | undefined> = always(OK);
  server = this.serve(this.web);

  serve(host: NetHost): HttpServer {
    const server = new HttpServer(this.kernel, () => this.answer(++this.answered));
    server.listen(host, 80, this.owner);
    return server;
  }

  start(options: Partial<TrafficOptions> = {}): TrafficClient {
    const { from } = this;
    return new TrafficClient(this.kernel, this.network, {
      name: 'c',
      from,
      host: '10.0.1.1',
      perSecond: 10,
      ...options,
    });
  }

  pass(ms: number): this {
    this.kernel.runUntil(this.kernel.now + ms);
    return this;
  }

  get requests(): { t: number; detail: Detail }[] {
    return this.kernel.journal.all().filter(({ type }) => type === 'request') as { t: number; detail: Detail }[];
  }

  get first(): Detail {
    return this.requests[0]?.detail ?? {};
  }
}

function always(reply: HttpReply | undefined): () => Task<HttpReply | undefined> {
  return function* () {
    return reply;
  };
}

function slow(ms: number): () => Task<HttpReply> {
  return function* () {
    yield* sleep(ms);
    return OK;
  };
}

describe('a client sends at its rate', () => {
  for (const [perSecond, seconds] of [
    [1, 10],
    [3, 10],
    [7, 3],
    [100, 10],
    [300, 2],
    [1500, 1],
  ] as const) {
    for (const keepAlive of [false, true]) {
      it(`${perSecond} a second for ${seconds} s ${keepAlive ? 'over kept connections' : 'with new connections'}`, () => {
        const stage = new Stage();
        stage.start({ perSecond, keepAlive });
        // The next one is due at the very end of the time.
        stage.pass(seconds * 1000 - 1);
        expect(stage.answered).to.equal(perSecond * seconds);
      });
    }
    it(`${perSecond} a second, though the server answers none`, () => {
      const stage = new Stage();
      stage.answer = () => forever();
      stage.start({ perSecond, keepAlive: true });
      stage.pass(seconds * 1000 - 1);
      expect(stage.answered).to.equal(perSecond * seconds);
    });
  }
});

describe('why a request is lost', () => {
  const rows: { what: string; given?: (stage: Stage) => void; options?: Partial<TrafficOptions>; says: Detail }[] = [
    { what: 'it is not', says: { ok: true, status: 200, why: '', latencyMs: 0, tries: 1, served: 'web' } },
    {
      what: 'an answer 404 is the client’s own fault',
      given: (stage) => {
        stage.answer = always({ status: 404, body: '' });
      },
      says: { ok: true, status: 404, why: '' },
    },
    {
      what: 'nothing listens',
      given: ({ server }) => server.stopListening(),
      says: {
        ok: false,
        reason: 'refused',
        why: "refused by web, which is in the proxy's table but does not listen",
      },
    },
    {
      what: 'the service has no endpoint',
      given: ({ network }) => {
        network.router = () => 'refused';
      },
      says: { ok: false, reason: 'no-endpoint', why: 'refused: the service has no endpoint' },
    },
    {
      what: 'the rules lead to a machine that is off',
      given: ({ network, web }) => {
        web.up = false;
        network.router = () => ({ ip: '10.0.1.1', port: 80 });
      },
      options: { host: '10.96.0.1' },
      says: { ok: false, reason: 'timeout', why: 'nobody answered the connect to 10.0.1.1 in time', latencyMs: 1000 },
    },
    {
      what: 'the server hangs',
      given: (stage) => {
        stage.answer = () => forever();
      },
      says: { ok: false, reason: 'timeout', why: 'no answer from web in time', latencyMs: 1000, served: 'web' },
    },
    {
      what: 'the server can not',
      given: (stage) => {
        stage.answer = always({ status: 503, body: '' });
      },
      says: { ok: false, reason: 'server-error', status: 503, why: 'answered 503 by web' },
    },
    {
      what: 'the process is killed while it answers',
      given: (stage) => {
        stage.answer = slow(500);
        stage.kernel.at(200, () => stage.owner.ended.set(137));
      },
      says: { ok: false, reason: 'cut', why: 'cut: web ended the connection before its answer', latencyMs: 200 },
    },
    {
      what: 'the server closes without an answer',
      given: (stage) => {
        stage.answer = always(undefined);
      },
      says: { ok: false, reason: 'cut', why: 'cut: web ended the connection before its answer' },
    },
    {
      what: 'the pod is gone from the network',
      given: ({ web }) => web.detach(),
      options: { timeoutMs: 5000 },
      says: { ok: false, reason: 'unreachable', why: 'no way leads to 10.0.1.1', latencyMs: 3000 },
    },
    {
      what: 'the name does not exist',
      given: ({ from }) => {
        from.dns = { nameservers: ['8.8.8.8'], search: [], ndots: 1 };
      },
      options: { host: 'no-such-name.example' },
      says: { ok: false, reason: 'name', why: 'the name does not resolve' },
    },
    {
      what: 'no name server answers',
      given: ({ from }) => {
        from.dns = { nameservers: ['10.96.0.10'], search: [], ndots: 1 };
      },
      options: { host: 'web.default', timeoutMs: 700 },
      says: { ok: false, reason: 'timeout', why: 'no name server answered in time', latencyMs: 700 },
    },
    {
      what: 'no name server answers a patient client',
      given: ({ from }) => {
        from.dns = { nameservers: ['10.96.0.10'], search: [], ndots: 1 };
      },
      options: { host: 'web.default', timeoutMs: 60_000 },
      says: { ok: false, reason: 'timeout', why: 'no name server answered in time', latencyMs: 10_000 },
    },
  ];
  for (const { what, given, options, says } of rows) {
    it(what, () => {
      const stage = new Stage();
      given?.(stage);
      stage.start({ ...options, perSecond: 0.01 });
      stage.pass(12_000);
      expect(stage.first).to.include({ client: 'c', ...says });
    });
  }
});

describe('the time limit is for the whole try', () => {
  it('connect and answer together', () => {
    const stage = new Stage();
    stage.web.up = false;
    stage.kernel.at(900, () => {
      stage.web.up = true;
    });
    stage.answer = slow(800);
    // The second SYN, after a second, connects; 500 ms are left for an answer that takes 800.
    stage.start({ perSecond: 0.1, timeoutMs: 1500 });
    stage.pass(3000);
    expect(stage.first).to.include({ ok: false, reason: 'timeout', latencyMs: 1500, served: 'web' });
  });

  for (const [takesMs, ok] of [
    [199, true],
    [200, false],
    [5000, false],
  ] as const) {
    it(`an answer after ${takesMs} ms ${ok ? 'comes' : 'does not come'} within 200 ms`, () => {
      const stage = new Stage();
      stage.answer = slow(takesMs);
      stage.start({ perSecond: 0.1, timeoutMs: 200 });
      stage.pass(6000);
      expect(stage.first).to.include({ ok, latencyMs: Math.min(takesMs, 200) });
    });
  }
});

describe('further tries', () => {
  const failing = (times: number) =>
    function* (n: number): Task<HttpReply> {
      return n <= times ? { status: 500, body: '' } : OK;
    };
  for (const { retries, failures, ok, tries } of [
    { retries: 0, failures: 0, ok: true, tries: 1 },
    { retries: 0, failures: 1, ok: false, tries: 1 },
    { retries: 2, failures: 0, ok: true, tries: 1 },
    { retries: 2, failures: 2, ok: true, tries: 3 },
    { retries: 2, failures: 3, ok: false, tries: 3 },
  ]) {
    it(`${retries} of them, after ${failures} failures: ${ok ? 'answered' : 'lost'} with try ${tries}`, () => {
      const stage = new Stage();
      stage.answer = failing(failures);
      stage.start({ retries, perSecond: 0.1 });
      stage.pass(1000);
      expect(stage.first).to.include({ ok, tries });
      expect(stage.answered).to.equal(tries);
    });
  }

  it('wait before they are made', () => {
    const stage = new Stage();
    stage.answer = failing(2);
    stage.start({ retries: 3, retryAfterMs: 250, perSecond: 0.1 });
    stage.pass(1000);
    expect(stage.first).to.include({ ok: true, tries: 3, latencyMs: 500 });
  });
});

describe('kept connections', () => {
  const connections = (stage: Stage) => stage.web.established().length;

  it('one is enough for a server that answers at once', () => {
    const stage = new Stage();
    stage.start({ keepAlive: true });
    expect(connections(stage.pass(950))).to.equal(1);
    expect(stage.requests).to.have.length(10);
  });

  it('as many as there are requests at the same time', () => {
    const stage = new Stage();
    stage.answer = slow(250);
    stage.start({ keepAlive: true });
    expect(connections(stage.pass(2000))).to.equal(3);
  });

  it('are given up when the server drains', () => {
    const stage = new Stage();
    stage.start({ keepAlive: true });
    stage.pass(950);
    stage.kernel.spawn('drain', stage.server.drain());
    stage.pass(0);
    stage.server = stage.serve(stage.web);
    stage.pass(1000);
    expect(stage.requests.every(({ detail }) => detail['ok'])).to.equal(true);
    expect(stage.requests.length).to.be.at.least(19);
  });

  it('are cut with the process, and opened anew', () => {
    const stage = new Stage();
    stage.answer = slow(50);
    stage.start({ keepAlive: true });
    stage.pass(320);
    stage.server.abort();
    stage.server = stage.serve(stage.web);
    stage.pass(600);
    const lost = stage.requests.filter(({ detail }) => !detail['ok']);
    expect(lost.map(({ detail }) => detail['reason'])).to.deep.equal(['cut']);
  });

  it('that wait in vain are thrown away', () => {
    const stage = new Stage();
    stage.start({ keepAlive: true, timeoutMs: 50 });
    stage.pass(950);
    stage.answer = slow(80);
    stage.pass(100);
    stage.answer = always(OK);
    stage.pass(500);
    expect(stage.requests.filter(({ detail }) => !detail['ok'])).to.have.length(1);
    expect(stage.from.established()).to.have.length(1);
  });

  it('are closed when the client stops', () => {
    const stage = new Stage();
    const client = stage.start({ keepAlive: true });
    stage.pass(500);
    client.stop();
    stage.pass(500);
    expect(connections(stage)).to.equal(0);
    expect(stage.requests.length).to.be.at.most(6);
  });
});

describe('the end of a client', () => {
  it('with its machine: no request is told of after that', () => {
    const stage = new Stage();
    stage.answer = slow(300);
    stage.start({ isAlive: () => stage.kernel.now < 1000 });
    stage.pass(3000);
    expect(stage.requests).to.have.length(7);
    expect(stage.requests.every(({ t, detail }) => t < 1000 && detail['ok'])).to.equal(true);
  });

  it('unless somebody goes on in its place', () => {
    const stage = new Stage();
    const other = stage.network.attach('10.0.0.2', { name: 'there', kind: 'external' });
    stage.start({ isAlive: () => stage.kernel.now < 1000, next: () => ({ from: other }) });
    stage.pass(3000);
    expect(stage.requests).to.have.length(31);
    expect(stage.requests.every(({ detail }) => detail['ok'])).to.equal(true);
  });

  it('when it is stopped, what is underway is answered', () => {
    const stage = new Stage();
    stage.answer = slow(300);
    const client = stage.start();
    stage.pass(450);
    client.stop();
    stage.pass(1000);
    expect(stage.requests).to.have.length(5);
  });
});
