import { expect } from 'chai';
import { sleep, type Task } from '../../kernel';
import { goHttpError, grpcHealthCheck, type HttpCall, HttpServer, httpRequest, NetError } from './index';
import { run, world } from './testWorld';

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
    [
      'no name server in time',
      { host: 'db' },
      false,
      'Get "http://10.244.0.6:80/a?b=1": dial tcp: lookup db: i/o timeout (Client.Timeout exceeded while awaiting headers)',
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
      w.client.dns = { ...w.client.dns, nameservers: ['10.96.0.10'] };
      const { value } = run(w.kernel, httpRequest(w.network, w.client, { ...call, ...change }));
      expect(value).to.be.instanceOf(NetError);
      expect(goHttpError(value as NetError, { url })).to.equal(expected);
    });
  }
  it('no connection in time, the client being first to notice', () => {
    const w = serving(false);
    const { value } = run(w.kernel, httpRequest(w.network, w.client, { ...call, host: '10.244.0.77' }));
    expect(goHttpError(value as NetError, { url, clientTimerFirst: true })).to.equal(
      `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    );
  });
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
