import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { Application, type QuestionId, surroundingsOf } from './index';
import { finding, findings, LIVE, READY, shop } from './testing';

const AUTOSCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: shop}
spec: {minReplicas: 1, maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}}
`;

/** A proxy that is well itself, and whose backend nobody runs. */
const PROXIED = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data:
  default.conf: |
    server {
      listen 8080;
      location /ready { return 200 'ok'; }
      location / { proxy_pass http://backend:8080; }
    }
---
apiVersion: v1
kind: Service
metadata: {name: backend}
spec: {selector: {app: backend}, ports: [{port: 8080}]}
`;

describe('check', function () {
  this.timeout(60_000);
  describe('figures, found by playing', () => {
    const rows: [string, string, QuestionId, number | null, number | null][] = [
      ['no probe ends a start', READY, 'slowest-start', null, null],
      ['three tries of ten seconds', LIVE, 'slowest-start', 19, 30],
      ['and ten seconds before', LIVE.replace('}}', '}, initialDelaySeconds: 10}'), 'slowest-start', 29, 40],
      [
        'a startup probe of a minute',
        `${LIVE}\nstartupProbe: {tcpSocket: {port: 8080}, periodSeconds: 5, failureThreshold: 12}`,
        'slowest-start',
        55,
        60,
      ],
      [
        'a startup probe that runs a command',
        `${LIVE}\nstartupProbe: {exec: {command: [up]}, periodSeconds: 5, failureThreshold: 12}`,
        'slowest-start',
        55,
        60,
      ],
      ['nobody notices a hang', READY, 'hang', null, null],
      ['an open port does not tell a hang', 'livenessProbe: {tcpSocket: {port: 8080}}', 'hang', null, null],
      ['three failures and the grace', LIVE, 'hang', 50, 66],
      ['a broken pod without readiness probe gets traffic after each restart', LIVE, 'broken', null, null],
      [
        'even when restarts are seldom',
        LIVE.replace('}}', '}, timeoutSeconds: 30, initialDelaySeconds: 30}'),
        'broken',
        null,
        null,
      ],
      ['a broken pod, readiness each 5 s', READY, 'broken', 10, 16],
      ['a broken pod that liveness ends a moment before', `${READY.replace('5}', '15}')}\n${LIVE}`, 'broken', 20, 32],
      ['the whole grace', READY, 'longest-drain', 28, 29],
      ['what a preStop hook leaves', `${READY}\nlifecycle: {preStop: {sleep: {seconds: 10}}}`, 'longest-drain', 18, 19],
      ['a dependency that only readiness asks for', `${READY}\n${LIVE}`, 'dependency', 0, 0],
      ['one that liveness asks for, too', `${READY.replace('/ready', '/')}\n${LIVE}`, 'dependency', 3, 10],
    ];
    for (const [what, lines, question, least, most] of rows) {
      it(`${question}: ${what}`, () => {
        const { figure } = finding(shop(lines), question) ?? {};
        if (least === null) expect(figure).to.equal(null);
        else expect(figure).to.be.within(least, most as number);
      });
    }
  });

  describe('repairs, played before they are proposed', () => {
    const rows: [string, string, QuestionId, RegExp][] = [
      ['a startup probe', shop(LIVE), 'slowest-start', /^add containers\[0\]\.startupProbe: .*failureThreshold: 7/],
      [
        'a liveness probe',
        shop(READY),
        'hang',
        /^add containers\[0\]\.livenessProbe: .*\/livez.* \(a page which the app must have, .*\)$/,
      ],
      ['a readiness probe', shop(''), 'broken', /^add containers\[0\]\.readinessProbe/],
      [
        'more grace',
        shop(READY, { pod: 'terminationGracePeriodSeconds: 5' }),
        'longest-drain',
        /^change terminationGracePeriodSeconds from 5 to 6$/,
      ],
      [
        'a page of its own for liveness',
        shop(`${READY.replace('/ready', '/')}\n${LIVE}`),
        'dependency',
        /^change containers\[0\]\.livenessProbe\.httpGet\.path from \/ to \/livez/,
      ],
      [
        'a health service of its own for liveness',
        shop('readinessProbe: {grpc: {port: 8080}}\nlivenessProbe: {grpc: {port: 8080}}'),
        'dependency',
        /^change containers\[0\]\.livenessProbe from .* to {grpc: {port: 8080, service: liveness}} \(a service of that name/,
      ],
      [
        'as a command, too',
        shop('readinessProbe: &ask {exec: {command: [/grpc_health_probe, "-addr=:8080"]}}\nlivenessProbe: *ask'),
        'dependency',
        /^change containers\[0\]\.livenessProbe from .*-service=liveness\]}} /,
      ],
      [
        'without what stands for a program that nobody knows',
        shop('livenessProbe: {exec: {command: [pgrep, -f, kafka]}}\nreadinessProbe: {tcpSocket: {port: 8080}}'),
        'slowest-start',
        /^add containers\[0\]\.startupProbe: {exec: {command: \[pgrep, -f, kafka\]}, periodSeconds: 10/,
      ],
      [
        'a page where liveness asks for an open port',
        shop('livenessProbe: {tcpSocket: {port: 8080}}'),
        'hang',
        /^change containers\[0\]\.livenessProbe from {tcpSocket: {port: 8080}} to {httpGet: {path: \/livez, port: 8080}} \(a page which/,
      ],
      [
        'more tries a minute, and a startup probe, so that starts may be as slow as before',
        shop(LIVE.replace('}}', '}, periodSeconds: 30, initialDelaySeconds: 5}')),
        'hang',
        /^change containers\[0\]\.livenessProbe\.periodSeconds from 30 to 10 and add containers\[0\]\.startupProbe/,
      ],
      [
        'a shorter patience',
        shop(`${LIVE.replace('}}', '}, timeoutSeconds: 60, initialDelaySeconds: 60}')}`),
        'hang',
        /^change containers\[0\]\.livenessProbe\.timeoutSeconds from 60 to 5$/,
      ],
      [
        'the scheme of the port',
        shop('').replace('{containerPort: 8080}', '{containerPort: 8080, name: https-web}'),
        'broken',
        /^add containers\[0\]\.readinessProbe: {httpGet: {path: \/, port: 8080, scheme: HTTPS}/,
      ],
      [
        'the health service of the port',
        shop('').replace('{containerPort: 8080}', '{containerPort: 8080, name: grpc}'),
        'broken',
        /^add containers\[0\]\.readinessProbe: {grpc: {port: 8080}/,
      ],
      [
        "a command of the database's image",
        shop('livenessProbe: {tcpSocket: {port: 8080}}').replaceAll('8080', '6379').replace('shop/web:1', 'redis:7.0'),
        'hang',
        /to {exec: {command: \[redis-cli, ping\]}}/,
      ],
      [
        "the autoscaler's least",
        `${shop(`${READY}\nlifecycle: {preStop: {sleep: {seconds: 5}}}`)}---\n${AUTOSCALER}`,
        'node-drain',
        /^change spec.minReplicas of HorizontalPodAutoscaler shop from 1 to 2$/,
      ],
      [
        'a pause before SIGTERM',
        shop(READY),
        'rollout',
        /^add containers\[0\]\.lifecycle\.preStop: {sleep: {seconds: 5}} \(unless the app itself goes on serving/,
      ],
      [
        'a budget that spares nobody',
        `${shop(`${READY}\nlifecycle: {preStop: {sleep: {seconds: 5}}}`).replace('spec:', 'spec:\n  replicas: 2')}---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: spare}
spec: {minAvailable: 2, selector: {matchLabels: {app: shop}}}
`,
        'node-drain',
        /^change spec.minAvailable of PodDisruptionBudget spare from 2 to 1$/,
      ],
      ['a second replica', shop(`${READY}\nlifecycle: {preStop: {sleep: {seconds: 5}}}`), 'node-drain', /replicas: 2/],
    ];
    for (const [what, manifest, question, sentence] of rows) {
      it(`${question}: ${what}`, () => {
        const found = finding(manifest, question);
        expect(found?.verdict, found?.answer).to.be.oneOf(['bad', 'warning']);
        expect(found?.repair?.sentence).to.match(sentence);
      });
    }
  });

  it('says why a pod does not start, and asks nothing else', () => {
    const found = findings(shop('command: [sh, -c, "exit 3"]').replace('shop/web:1', 'busybox'));
    expect(found.map(({ question, verdict }) => [question, verdict])).to.deep.equal([['start', 'bad']]);
    expect(found[0]?.answer).to.contain('BackOff');
  });

  it('knows a main process that does not hear its stop signal', () => {
    const shell = shop('command: [sh, -c, "while :; do sleep 1; done"]').replace('shop/web:1', 'busybox');
    expect(finding(shell, 'longest-drain')).to.include({ verdict: 'bad', figure: 0 });
  });

  it('tells of a script its beginning, on one line', () => {
    const script = `exec: {command: [sh, -c, "set -e\\nif [ -f /tmp/up ]; then\\n  serve --ask\\nelse\\n  serve --ask --and-wait-for-everything-that-may-come --verbose\\nfi"]}`;
    const { answer = '' } = finding(shop(`readinessProbe: {${script}}`), 'dependency') ?? {};
    expect(answer).to.include(
      'command `sh -c set -e if [ -f /tmp/up ]; then serve --ask else serve --ask --and-wait-for-everything-that-may …`',
    );
  });

  it('asks nothing about dependencies where probes ask the server beside them', () => {
    const ping = `exec: {command: [mongosh, --eval, "db.adminCommand('ping')"]}`;
    expect(finding(shop(`readinessProbe: {${ping}}\nlivenessProbe: {${ping}}`), 'dependency')).to.equal(undefined);
  });

  it('takes what only real nodes have for granted, and runtimes', () => {
    const gpu = 'resources: {limits: {nvidia.com/gpu: 1, hugepages-2Mi: 4Mi, memory: 1Gi, cpu: 1}}';
    const manifest = shop(`${READY}\n${gpu}`, { pod: 'runtimeClassName: nvidia' });
    expect(finding(manifest, 'start')).to.equal(undefined);
    const { objects } = new Application(decodeManifests(manifest, 'shop.yaml', Release.of('1.36')));
    expect(surroundingsOf(objects).sentences).to.deep.equal([
      'Not in the files and taken for granted: RuntimeClass nvidia; nvidia.com/gpu on nodes; hugepages-2Mi on nodes.',
    ]);
  });

  it('takes labels for granted that not every node has', () => {
    const selector = 'nodeSelector: {kubernetes.io/os: linux, disk: ssd}';
    const { objects } = new Application(
      decodeManifests(shop(READY, { pod: selector }), 'shop.yaml', Release.of('1.36')),
    );
    expect(surroundingsOf(objects)).to.deep.include({
      nodeLabels: { disk: 'ssd' },
      sentences: ['Not in the files and taken for granted: label disk=ssd of a node.'],
    });
  });

  it('takes another query for another question', () => {
    const [deep, same] = ['/ready?full=true', '/ready'].map((path) =>
      finding(shop(`${READY}\n${LIVE.replace('path: /', `path: '${path}'`)}`), 'dependency'),
    );
    expect(deep?.figure).to.equal(0);
    expect(same?.figure).to.be.above(2);
  });

  it('proposes no second owner of the same data', () => {
    const manifest = shop(`${READY}\nlifecycle: {preStop: {sleep: {seconds: 5}}}`, {
      spec: 'strategy: {type: Recreate}',
      pod: 'volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]',
    });
    for (const found of findings(manifest, ['rollout', 'node-drain'])) {
      expect(found.verdict).to.equal('warning');
      expect(found.repair).to.equal(undefined);
      expect(found.answer).to.contain('it keeps data');
    }
  });

  it('finds as many pods as the autoscaler keeps at least', () => {
    const manifest = `${shop(`${READY}\nlifecycle: {preStop: {sleep: {seconds: 5}}}`)}---\n${AUTOSCALER}`;
    expect(finding(manifest.replace('minReplicas: 1', 'minReplicas: 2'), 'node-drain')).to.include({ verdict: 'ok' });
  });

  it('says why a broken pod keeps its traffic', () => {
    const manifest = shop(READY).replace('spec: {selector', 'spec: {publishNotReadyAddresses: true, selector');
    const found = finding(manifest, 'broken');
    expect(found?.answer).to.match(/for ever: service shop sends to pods that are not ready/);
    expect(found?.repair).to.equal(undefined);
  });

  it('gives the two seconds of the kubelet to who has no grace period', () => {
    const found = finding(shop(READY, { pod: 'terminationGracePeriodSeconds: 0' }), 'longest-drain');
    expect(found).to.include({ verdict: 'warning', figure: 1 });
    expect(found?.answer).to.contain('the kubelet waits 2s all the same');
  });

  it('takes to work what nobody can know, and says so', () => {
    const copy = '{name: copy, image: shop/web:1, command: [sh, -c, cp /usr/bin/web /shared/]}';
    const found = findings(shop(READY, { pod: `initContainers: [${copy}]` }), ['start', 'longest-drain']);
    expect(found.map(({ question, verdict }) => `${question} ${verdict}`)).to.deep.equal([
      'start note',
      'longest-drain ok',
    ]);
    expect(found[0]?.answer).to.match(/^what init container copy does in shop\/web:1 is not known .*: taken to work$/);
  });

  it('says for what an init container waits', () => {
    const wait = (host: string) =>
      `initContainers: [{name: wait, image: busybox, command: [sh, -c, until nc -z ${host} 80; do sleep 2; done]}]`;
    const [outside] = findings(shop(READY, { pod: wait('elsewhere') }), ['start']);
    expect(outside).to.include({ verdict: 'note' });
    expect(outside?.answer).to.contain('is not in the files').and.to.contain('elsewhere');
    const [itself] = findings(shop(READY, { pod: wait('localhost') }), ['start']);
    expect(itself).to.include({ verdict: 'bad' });
    expect(itself?.answer).to.contain('starts only after it');
  });

  it('does not blame a rollout for errors that a proxy answers with all the time, as its backend is elsewhere', () => {
    const hook = 'lifecycle: {preStop: {sleep: {seconds: 5}}}';
    const proxy = shop(`${READY}\n${hook}\nvolumeMounts: [{name: conf, mountPath: /etc/nginx/conf.d}]`, {
      pod: 'volumes: [{name: conf, configMap: {name: conf}}]',
    }).replace('shop/web:1', 'nginx:1.27');
    const found = finding(`${proxy}---\n${PROXIED}`, 'rollout');
    expect(found).to.include({ verdict: 'ok', figure: 0 });
    expect(found?.answer).to.match(/loses none of \d+; errors are not counted, .* \(answered 502 by shop-/);
  });

  it('says nothing of answers where a server speaks no HTTP', () => {
    const redis = shop('').replace('shop/web:1', 'redis:7').replaceAll('8080', '6379').replaceAll('http', 'redis');
    expect(finding(redis, 'rollout')?.answer)
      .to.match(/loses /)
      .and.not.match(/errors are not counted/);
  });

  it('has no probe end the start of a script that ends by itself', () => {
    const manifest = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: busybox, command: [sleep, "1000"]}]}
`;
    const found = finding(manifest, 'slowest-start');
    expect(found).to.include({ verdict: 'ok', figure: null, answer: 'a start may take any time: no probe ends it' });
    expect(found?.scenario).to.include('And 15m51s pass');
  });

  it('does not blame a wait that ends when everything runs for what nobody can know', () => {
    const probe = 'livenessProbe: {exec: {command: [cat, /tmp/healthy]}}';
    const waits = (host: string) =>
      `${shop(READY)}---\n${shop(probe, {
        pod: 'initContainers: [{name: wait, image: busybox, command: [sh, -c, until nc -z HOST 80; do sleep 2; done]}]',
      })
        .replaceAll('shop', 'front')
        .replace('HOST', host)}`;
    expect(findings(waits('shop'), ['start']).map(({ verdict, answer }) => `${verdict} ${answer}`)).to.deep.equal([
      'note what livenessProbe of web runs in front/web:1 is not known: taken to work',
    ]);
    expect(findings(waits('front'), ['start'])[0]?.answer).to.contain('starts only after it');
  });

  it('checks containers that share a process namespace', () => {
    const shared = shop(
      `${LIVE}\n- {name: other, image: shop/other:1, ports: [{containerPort: 9090}]}`.replace('\n- ', '\n\b- '),
      {
        pod: 'shareProcessNamespace: true',
      },
    ).replace('        \b- ', '      - ');
    expect(
      findings(shared, ['start', 'longest-drain']).map(({ container, verdict }) => `${container} ${verdict}`),
    ).to.deep.equal(['web ok', 'other ok']);
  });

  it('is the same for the same seed', () => {
    const answers = () => findings(shop(`${READY}\n${LIVE}`), ['slowest-start', 'rollout']).map(({ answer }) => answer);
    expect(answers()).to.deep.equal(answers());
  });
});
