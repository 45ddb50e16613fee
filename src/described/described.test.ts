import { expect } from 'chai';
import { decodeBehaviours } from './behaviours';
import { DescriptionError } from './document';
import { decodeImages } from './images';

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof DescriptionError) return error.problems;
    throw error;
  }
  return [];
}

/** One container with these fields, written in flow style. */
const web = (fields: string) => decodeBehaviours(`containers:\n- container: web\n  ${fields}\n`, 'b.yaml');

describe('a behaviours file', () => {
  const fields: [string, object][] = [
    ['startsServingAfter: 40s', { startsServingAfterMs: 40_000 }],
    ['latency: 3s', { latencyMs: 3000 }],
    [
      'responses: [{path: /healthz, status: 500, from: 2m, until: 3m}]',
      { responses: [{ path: '/healthz', status: 500, fromMs: 120_000, untilMs: 180_000 }] },
    ],
    [
      'responses: [{status: 503, whileUnreachable: "db:5432"}]',
      { responses: [{ status: 503, whileUnreachable: 'db:5432' }] },
    ],
    [
      'responses: [{status: 302, headers: {Location: /}}]',
      { responses: [{ status: 302, headers: { Location: '/' } }] },
    ],
    ['hangs: [{from: 2m}]', { hangs: [{ fromMs: 120_000 }] }],
    ['refuses: [{until: 1m30s}]', { refuses: [{ untilMs: 90_000 }] }],
    ['refuses: [{port: 8080, from: 1m}]', { refuses: [{ port: 8080, fromMs: 60_000 }] }],
    ['ports: [{port: 8080}, {address: 127.0.0.1}]', { ports: [{ port: 8080 }, { address: '127.0.0.1' }] }],
    ['health: [{service: db, status: NOT_SERVING}]', { health: [{ service: 'db', status: 'NOT_SERVING' }] }],
    ['ignoresTerm: true', { ignoresTerm: true }],
    ['endsAtOnce: true', { endsAtOnce: true }],
    ['drain: {for: 12s, serving: true}', { drain: { forMs: 12_000, serving: true } }],
    ['exits: {after: 10s, code: 3, times: 2}', { exits: { afterMs: 10_000, code: 3, times: 2 } }],
    ['exitCodeOnTerm: 143', { exitCodeOnTerm: 143 }],
    ['cpu: 250m', { cpuMillis: 250 }],
    ['memory: {fullAfter: 1m}', { memory: { fullAfterMs: 60_000 } }],
    ['memory: {start: 1Mi, perSecond: 2Ki}', { memory: { startBytes: 1_048_576, bytesPerSecond: 2048 } }],
    ['memory: {takes: 600Mi, from: 30s}', { memory: { takesBytes: 629_145_600, fromMs: 30_000 } }],
    [
      'needs: [{place: "db:5432", for: 30s, code: 3}, {place: cache}]',
      { needs: [{ place: 'db:5432', forMs: 30_000, code: 3 }, { place: 'cache' }] },
    ],
    ['files: [{path: /tmp/live, after: 60s}]', { files: [{ path: '/tmp/live', afterMs: 60_000 }] }],
    ['logs: [{after: 1s, line: up}]', { logs: [{ afterMs: 1000, line: 'up' }] }],
    ['works: {for: 20s, code: 1}', { works: { forMs: 20_000, code: 1 } }],
    ['commands: [{command: x, exitCode: 2, takes: 1s}]', { commands: [{ command: 'x', exitCode: 2, takesMs: 1000 }] }],
  ];
  for (const [yaml, behaviour] of fields) {
    it(yaml, () => {
      expect(web(yaml).containers).to.deep.equal([{ selector: { container: 'web' }, behaviour }]);
    });
  }

  it('of containers by their image', () => {
    const yaml = 'containers: [{image: example/web:2, container: web, ignoresTerm: true}]\n';
    const selector = { container: 'web', image: 'example/web:2' };
    expect(decodeBehaviours(yaml, 'b.yaml').containers).to.deep.equal([{ selector, behaviour: { ignoresTerm: true } }]);
  });

  it('hosts, services and loads', () => {
    const yaml =
      'hosts: [{address: 10.0.0.1, port: 80, from: 1m}]\nservices: [{name: mydb, after: 30s}]\nloads: [{of: deployment/web, cpu: 1.5, after: 1m}]\n';
    expect(decodeBehaviours(yaml, 'b.yaml')).to.deep.equal({
      containers: [],
      hosts: [{ address: '10.0.0.1', port: 80, fromMs: 60_000 }],
      services: [{ name: 'mydb', afterMs: 30_000 }],
      loads: [{ target: 'deployment/web', millis: 1500, afterMs: 60_000 }],
    });
  });

  it('an anchor is written once and used again', () => {
    const yaml = 'containers:\n- {container: a, hangs: &h [{from: 1s}]}\n- {container: b, hangs: *h}\n';
    expect(decodeBehaviours(yaml, 'b.yaml').containers[1]?.behaviour).to.deep.equal({ hangs: [{ fromMs: 1000 }] });
  });

  const mistakes: [string, string, RegExp][] = [
    ['a misspelt field', 'startServingAfter: 40s', /^b\.yaml:3:3: .*no field "startServingAfter".*startsServingAfter/],
    [
      'a misspelt field in a list',
      'responses: [{stauts: 500}]',
      /^b\.yaml:3:16: .*"stauts"; the nearest names are status/,
    ],
    ['no duration', 'latency: 3', /^b\.yaml:3:12: latency must be a duration such as 40s.*this is "3"/],
    [
      'a place that is none',
      'responses: [{status: 503, whileUnreachable: "http://db"}]',
      /^b\.yaml:3:\d+: whileUnreachable must be a name or an address, with a port if it is to take connections: database:5432/,
    ],
    ['neither port nor address', 'ports: [{}]', /^b\.yaml:3:11: .*say a "port", an "address" or both/],
    ['a name for an address', 'ports: [{address: localhost}]', /^b\.yaml:3:\d+: .*an IPv4 address: 127\.0\.0\.1/],
    ['no status', 'responses: [{path: /}]', /^b\.yaml:3:15: .*needs the field "status"/],
    [
      'a status that is none',
      'responses: [{status: 5000}]',
      /status must be a whole number from 100 to 599; this is "5000"/,
    ],
    ['no list', 'hangs: {from: 1m}', /hangs must be a list/],
    ['no flag', 'ignoresTerm: "yes"', /ignoresTerm must be true or false; this is "yes"/],
    ['a window that ends before it begins', 'hangs: [{from: 3m, until: 2m}]', /"until" must be later than "from"/],
    ['memory without how', 'memory: {from: 1m}', /either "perSecond".*or "fullAfter"/],
    ['an unknown health', 'health: [{status: OK}]', /one of SERVING, NOT_SERVING, UNKNOWN, none; this is "OK"/],
    ['an exit code out of range', 'exits: {after: 1s, code: 300}', /code must be a whole number from 0 to 255/],
    ['nothing', 'namespace: default', /says nothing about the container/],
    ['an empty field', 'latency:', /latency must be a duration.*this is nothing/],
    ['broken YAML', 'hangs: [{from: 1m}', /^b\.yaml:\d+:\d+: /],
  ];
  for (const [what, yaml, says] of mistakes) {
    it(`${what}: told with its line`, () => expect(problemsOf(() => web(yaml)).join('\n')).to.match(says));
  }

  const files: [string, string, RegExp][] = [
    [
      'empty',
      '',
      /b\.yaml:1:1: a behaviours file must be a map with containers, hosts, services, loads; this is nothing/,
    ],
    ['a list', '- container: web\n', /must be a map with containers, hosts, services, loads; this is a list/],
    ['another field', 'container: web\n', /no field "container"; the nearest names are containers/],
  ];
  for (const [what, yaml, says] of files) {
    it(`${what}: refused`, () => expect(problemsOf(() => decodeBehaviours(yaml, 'b.yaml')).join('\n')).to.match(says));
  }

  it('every mistake is told, in the order of the file', () => {
    const problems = problemsOf(() => web('latency: soon\n  hangs: 3\n  drain: {fro: 1s}'));
    expect(problems.map((text) => text.split(':')[1])).to.deep.equal(['3', '4', '5']);
  });
});

describe('an images file', () => {
  const images = (fields: string) => decodeImages(`images:\n- image: team/app:v1\n  ${fields}\n`, 'i.yaml');

  const fields: [string, object][] = [
    ['cmd: [--port, 80]', { cmd: ['--port', '80'] }],
    ['tags: [1.10, v2]', { tags: ['1.10', 'v2'] }],
    ['env: {ON: yes, N: 1}', { env: { ON: 'yes', N: '1' } }],
    ['exposes: [8080]', { exposes: [8080] }],
    ['shell: none', { shell: 'none' }],
    ['distribution: redhat', { distribution: 'redhat' }],
    ['programs: {/app: well-behaved}', { programs: { '/app': 'well-behaved' } }],
    [
      'programs: {/app: {protocol: tcp, start: 2s, signals: {TERM: ignore, QUIT: {code: 0, after: 1s}}}}',
      {
        programs: {
          '/app': { protocol: 'tcp', startMs: 2000, signals: { TERM: 'ignore', QUIT: { code: 0, afterMs: 1000 } } },
        },
      },
    ],
    ['variants: [{tags: ["2.*"], stopSignal: SIGQUIT}]', { variants: [{ tags: ['2.*'], stopSignal: 'SIGQUIT' }] }],
    ['onNode: false', { onNode: false }],
  ];
  for (const [yaml, description] of fields) {
    it(yaml, () => {
      expect(images(yaml)).to.deep.equal([
        { description: { image: 'team/app:v1', ...description }, place: 'i.yaml:2:3' },
      ]);
    });
  }

  const mistakes: [string, string, RegExp][] = [
    ['a misspelt field', 'entrypont: [/app]', /^i\.yaml:3:3: .*"entrypont"; the nearest names are entrypoint/],
    ['an unknown shell', 'shell: zsh', /shell must be one of ash, bash, dash, none; this is "zsh"/],
    ['a port that is none', 'exposes: [eighty]', /an item of exposes must be a whole number from 1 to 65535/],
    ['a program that is a list', 'programs: {/app: []}', /programs "\/app" must be text; this is a list/],
  ];
  for (const [what, yaml, says] of mistakes) {
    it(`${what}: told with its line`, () => expect(problemsOf(() => images(yaml)).join('\n')).to.match(says));
  }

  it('needs images', () => {
    expect(problemsOf(() => decodeImages('image: x\n', 'i.yaml')).join('\n')).to.match(/no field "image".*images/);
  });
});
