import { expect } from 'chai';
import { Kernel } from '../../kernel';
import { LATENCIES } from '../../latencies';
import { ImageCatalogue, InvalidReference, looksLikeTag, normalReference, PullError, Registry } from './index';

describe('image references', () => {
  const good: [string, string][] = [
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.17.1', 'docker.io/library/nginx:1.17.1'],
    ['docker.io/httpd', 'docker.io/library/httpd:latest'],
    ['index.docker.io/library/httpd', 'docker.io/library/httpd:latest'],
    ['wangyanglinux/myapp:v1.0', 'docker.io/wangyanglinux/myapp:v1.0'],
    ['registry.k8s.io/pause:3.9', 'registry.k8s.io/pause:3.9'],
    ['localhost/app', 'localhost/app:latest'],
    ['host:5000/a/b__c.d-e:T_1', 'host:5000/a/b__c.d-e:T_1'],
    [`app@sha256:${'a'.repeat(64)}`, `docker.io/library/app@sha256:${'a'.repeat(64)}`],
    [`app:1@sha256:${'a'.repeat(64)}`, `docker.io/library/app:1@sha256:${'a'.repeat(64)}`],
  ];
  for (const [reference, full] of good)
    it(`${reference} is ${full}`, () => expect(normalReference(reference)).to.equal(full));

  const bad: [string, string][] = [
    ['Busybox:@bad', 'invalid reference format: repository name (library/Busybox) must be lowercase'],
    ['busybox:', 'invalid reference format'],
    ['', 'invalid reference format'],
    ['a b', 'invalid reference format'],
    ['nginx:1.0:2', 'invalid reference format'],
    ['-nginx', 'invalid reference format'],
    ['nginx:-x', 'invalid reference format'],
    ['nginx@sha256:1234', 'invalid reference format: invalid digest format'],
  ];
  for (const [reference, message] of bad) {
    it(`"${reference}" is refused`, () => {
      expect(() => normalReference(reference)).to.throw(InvalidReference, message);
      expect(new ImageCatalogue().find(reference)).to.equal(undefined);
    });
  }
});

describe('tags of a repository that lists none', () => {
  const tags: [string, boolean][] = [
    ...[
      'latest',
      '1.28',
      'v1.0',
      '3',
      '1.36.1-musl',
      'stable-alpine3.19-slim',
      '24.04',
      'jammy',
      '7.0-bookworm',
      'v2.40',
      '1.25rc1',
      '2.4-alpine',
      'nonroot',
      'lts-slim',
      '8u382-jre',
    ].map((tag): [string, boolean] => [tag, true]),
    ...['nosuchtag', '9.9-absent', 'v1.0-does-not-exist', 'doesnotexist', 'wrong', '1.0-typo', 'latestt', 'bad'].map(
      (tag): [string, boolean] => [tag, false],
    ),
  ];
  for (const [tag, expected] of tags)
    it(`${tag}: ${expected ? 'there' : 'not there'}`, () => expect(looksLikeTag(tag)).to.equal(expected));
});

/** Every image that the manifests of the practice courses and recordings name. */
const USED: [string, string | undefined, number | undefined][] = [
  ['alpine', undefined, undefined],
  ['busybox', undefined, undefined],
  ['busybox:1.28', undefined, undefined],
  ['busybox:1.30', undefined, undefined],
  ['busybox:latest', undefined, undefined],
  ['docker.io/httpd', 'SIGWINCH', 80],
  ['docker.io/alpine', undefined, undefined],
  ['grpc-health:v1', undefined, 5000],
  ['nginx', 'SIGQUIT', 80],
  ['nginx:1.17.1', 'SIGTERM', 80],
  ['nginx:1.17.5', 'SIGTERM', 80],
  ['nginx:1.25-alpine', 'SIGQUIT', 80],
  ['redis', undefined, 6379],
  ['wangyanglinux/myapp:v1', undefined, 80],
  ['wangyanglinux/myapp:v1.0', undefined, 80],
  ['wangyanglinux/tools:busybox', undefined, undefined],
  ['wangyanglinux/tools:randexitv1', undefined, undefined],
];

describe('ImageCatalogue', () => {
  const catalogue = new ImageCatalogue();
  for (const [reference, stopSignal, port] of USED) {
    it(`describes ${reference}`, () => {
      const image = catalogue.find(reference);
      expect(image?.stopSignal).to.equal(stopSignal);
      expect(image?.exposes[0]).to.equal(port);
      expect(image?.described).to.equal(true);
    });
  }
  it('can build everything that it ships', () => {
    for (const name of catalogue.names()) {
      const image = catalogue.find(name.includes(':') ? name : `${name}:latest`) ?? catalogue.find(`${name}:v1`);
      const command = [...(image?.entrypoint ?? []), ...(image?.cmd ?? [])][0];
      expect(image, name)
        .to.have.property('digest')
        .that.matches(/^sha256:[0-9a-f]{64}$/);
      if (command?.startsWith('/') && command !== '/bin/sh' && command !== '/bin/bash') {
        expect(image?.layer.exists(command), `${name} has ${command}`).to.equal(true);
      }
    }
  });
  it('takes descriptions and says what is wrong with them', () => {
    const own = new ImageCatalogue();
    own.describe({
      image: 'team/api',
      tags: ['v*'],
      entrypoint: ['/api'],
      exposes: [9000],
      programs: { '/api': { startMs: 3000 } },
      shell: 'none',
      size: '12.5MB',
    });
    expect(own.find('team/api:v7')).to.include({ sizeBytes: 12_500_000, described: true });
    expect(own.find('team/api:8')).to.equal(undefined);
    expect(own.find('team/api:v7')?.layer.exists('/bin/sh')).to.equal(false);
    expect(() => own.describe({ image: 'x', programs: { '/x': 'nosuch' } })).to.throw(
      'image x: "/x" is to run the program "nosuch", which does not exist',
    );
    expect(() => own.describe({ image: 'x', size: 'big' })).to.throw('image x: "big" is no size');
    expect(() => own.describe({ image: 'x', stopSignal: 'SIGSTOPP' })).to.throw('"SIGSTOPP" is no signal');
  });
});

describe('official images that a mirror keeps', () => {
  const cases: [reference: string, known: boolean][] = [
    ['public.ecr.aws/docker/library/postgres:17', true],
    ['mirror.gcr.io/library/nginx:1.29-alpine', true],
    ['harbor.acme.io/hub/library/busybox', true],
    ['harbor.acme.io/hub/library/nobody:1', false],
    ['harbor.acme.io/hub/library/nginx:of-our-own', false],
    ['harbor.acme.io/team/postgres:17', false],
  ];
  const catalogue = new ImageCatalogue();
  for (const [reference, known] of cases) {
    it(`${reference} is ${known ? 'what Docker Hub has' : 'not known'}, has to be pulled, and can be`, () => {
      expect(catalogue.find(reference)?.described ?? false).to.equal(known);
      expect(catalogue.isPreloaded(reference)).to.equal(false);
      expect(catalogue.exists(reference)).to.equal(true);
    });
  }
});

describe('Registry', () => {
  const texts = { text: (_: string, v: Readonly<Record<string, string>>) => `failed to resolve image: ${v['error']}` };
  function setup() {
    const kernel = new Kernel({ latencies: LATENCIES });
    return { kernel, registry: new Registry(kernel, new ImageCatalogue(), texts) };
  }
  function pull(w: ReturnType<typeof setup>, reference: string, present = false) {
    const process = w.kernel.spawn('pull', w.registry.pull(reference, { present }), { tolerant: true });
    const startMs = w.kernel.now;
    w.kernel.runUntil(startMs + 120_000, () => !process.isAlive);
    const { outcome } = process;
    if (outcome?.how === 'failed' && outcome.error instanceof PullError) return outcome.error.message;
    return outcome?.how === 'returned' ? w.kernel.now - startMs : 'error';
  }

  const failures: [string, (registry: Registry) => void, string, string][] = [
    [
      'a tag that does not exist',
      () => {},
      'busybox:nosuchtag',
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/busybox:nosuchtag": failed to resolve image: docker.io/library/busybox:nosuchtag: not found',
    ],
    [
      'a host that does not resolve',
      () => {},
      'registry.invalid/team/app:v1',
      'rpc error: code = Unknown desc = failed to pull and unpack image "registry.invalid/team/app:v1": failed to resolve image: failed to do request: Head "https://registry.invalid/v2/team/app/manifests/v1": dial tcp: lookup registry.invalid: no such host',
    ],
    [
      'a host that is down',
      (registry) => registry.setDown('registry.k8s.io'),
      'registry.k8s.io/pause:3.9',
      'rpc error: code = Unknown desc = failed to pull and unpack image "registry.k8s.io/pause:3.9": failed to resolve image: failed to do request: Head "https://registry.k8s.io/v2/pause/manifests/3.9": dial tcp registry.k8s.io:443: connect: connection refused',
    ],
    [
      'what a scenario says is absent',
      (registry) => registry.setAbsent('team/app:v2'),
      'team/app:v2',
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/team/app:v2": failed to resolve image: docker.io/team/app:v2: not found',
    ],
  ];
  for (const [what, prepare, reference, message] of failures) {
    it(`has not ${what}`, () => {
      const w = setup();
      prepare(w.registry);
      expect(pull(w, reference)).to.equal(message);
    });
  }

  it('has what nobody described, pulls it in its time, and asks only for the digest of what is present', () => {
    const w = setup();
    expect(pull(w, 'team/app:v1')).to.be.within(315, 960);
    w.registry.setPull('team/app:v1', { latencyMs: 20_000, sizeBytes: 5 });
    expect(pull(w, 'team/app:v1')).to.be.within(20_015, 20_060);
    expect(pull(w, 'team/app:v1', true)).to.be.within(15, 60);
    expect(w.registry.image('team/app:v1')).to.include({ sizeBytes: 5, described: false });
  });

  const onNode: [string, (registry: Registry) => void, boolean][] = [
    ['busybox:1.28', () => {}, true],
    ['busybox:nosuchtag', () => {}, false],
    ['team/app:v1', () => {}, false],
    ['grpc-health:v1', () => {}, false],
    ['busybox:1.28', (r) => r.setOnNode('busybox:1.28', false), false],
    ['busybox:1.28', (r) => r.setAbsent('busybox:1.28'), false],
    ['team/app:v1', (r) => r.setOnNode('docker.io/team/app:v1', true), true],
  ];
  for (const [reference, prepare, expected] of onNode) {
    it(`${reference} is ${expected ? '' : 'not '}on the node`, () => {
      const w = setup();
      prepare(w.registry);
      expect(w.registry.isOnNode(reference)).to.equal(expected);
    });
  }
  it('still has in the registry what is not on the node', () => {
    const w = setup();
    w.registry.setOnNode('busybox:1.28', false);
    expect(w.registry.has('busybox:1.28')).to.equal(true);
  });
});
