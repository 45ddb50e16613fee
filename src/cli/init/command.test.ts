import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { typed } from '../testing';

const PODWRIGHT = join(__dirname, '..', 'podwright.cjs');

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: store}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: web
        image: shop/web:1
        envFrom: [{configMapRef: {name: shop}}]
        livenessProbe: {tcpSocket: {port: 8080}}
`;

/** All that the files of real applications leave to somebody else. */
const DEMANDING = `apiVersion: v1
kind: Namespace
metadata: {name: store}
---
${DEPLOYMENT.replace(
  '    spec:',
  `    spec:
      nodeSelector: {disk: ssd}
      volumes: [{name: id, hostPath: {path: /etc/machine-id, type: File}}, {name: logs, hostPath: {path: /data/logs, type: Directory}}]
      initContainers:
      - {name: wait, image: busybox, command: [sh, -c, 'until nc -z db 5432; do sleep 1; done']}`,
)}---
apiVersion: v1
kind: Pod
metadata: {name: copies, namespace: store}
spec:
  initContainers: [{name: copy, image: "shop/tools:1", command: [sh, -c, cp /usr/bin/tool /shared/]}]
  containers: [{name: app, image: "shop/app:1"}]
---
apiVersion: v1
kind: Pod
metadata: {name: watches, namespace: store}
spec:
  containers: [{name: app, image: "shop/app:1"}]
  volumes: [{name: socket, hostPath: {path: /run/docker.sock, type: Socket}}]
`;

/** Whatever brings pods that end, in each way that it can go. */
const TASKS = `apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop}
spec:
  schedule: "15 3 * * *"
  jobTemplate:
    spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: work, image: "example.com/report:1"}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: weekly}
spec:
  schedule: "0 4 * * 0"
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: work, image: busybox, command: [sh, -c, exit 3]}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: paused}
spec:
  suspend: true
  schedule: "@hourly"
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: work, image: busybox, command: [sleep, 2h]}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  backoffLimit: 1
  template: {spec: {restartPolicy: OnFailure, containers: [{name: work, image: busybox, command: [sh, -c, exit 3]}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: paused}
spec: {restartPolicy: Never, containers: [{name: work, image: busybox, command: [sleep, "3"]}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: words}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: shop}
`;

describe('podwright init', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-init-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const podwright = (...args: string[]) => typed(folder, ...args);

  function inOwnProcess(...args: string[]) {
    const env = { ...process.env, NO_COLOR: '1' };
    return spawnSync(process.execPath, [PODWRIGHT, ...args], { cwd: folder, encoding: 'utf8', env });
  }

  it('finds the manifests and writes features that hold', () => {
    mkdirSync(join(folder, 'k8s'));
    writeFileSync(join(folder, 'k8s', 'shop.yaml'), DEPLOYMENT);
    writeFileSync(join(folder, 'k8s', 'values.yaml'), 'replicas: 3\n');
    expect(inOwnProcess('init')).to.include({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'features', 'shop.feature'), 'utf8')).to.contain(
      'the manifest "../k8s/shop.yaml"',
    );
    const run = inOwnProcess('run');
    expect(run.stdout).to.match(/2 scenarios: 2 passed/);
    expect(run.status).to.equal(0);
  });

  it('makes up what the files lack, and leaves out what would not start as it is', async () => {
    writeFileSync(join(folder, 'shop.yaml'), DEMANDING);
    const init = await podwright('init');
    expect(init).to.include({ status: 0, stderr: '' });
    expect(init.stdout)
      .to.match(/left out +no feature for Pod copies: what init container copy does in shop\/tools:1 is not known/)
      .and.match(/left out +no feature for Pod watches: its node has no Socket \/run\/docker\.sock/);
    const run = await podwright('run');
    expect(run.stdout).to.match(/2 scenarios: 2 passed/);
    expect(run.status).to.equal(0);
  });

  for (const kubernetes of ['1.20', '1.21', '1.36'])
    it(`writes features of Jobs, CronJobs and pods that end, which hold in Kubernetes ${kubernetes}`, async () => {
      const cronJobs = kubernetes === '1.20' ? 'batch/v1beta1\nkind: CronJob' : 'batch/v1\nkind: CronJob';
      writeFileSync(join(folder, 'tasks.yaml'), TASKS.replaceAll('batch/v1\nkind: CronJob', cronJobs));
      const init = await podwright('init', '--kubernetes', kubernetes);
      expect(init.stderr).to.equal('');
      expect(init.stdout)
        .to.match(/left out +no feature of their own, but created for each scenario: ConfigMap words\n/)
        .and.match(/left out +not simulated, nothing acts on it: Certificate shop\n/);
      const titles = ['report', 'weekly', 'cronjob-paused', 'migrate', 'pod-paused'].flatMap((name) =>
        [...readFileSync(join(folder, 'features', `${name}.feature`), 'utf8').matchAll(/Scenario: (.*)/g)].map(
          ([, title]) => title,
        ),
      );
      expect(titles).to.deep.equal([
        'its schedule brings a Job, which is completed',
        'its schedule brings nothing for a day; begun by hand, its Job fails',
        'it is suspended; begun by hand, its Job is not done after 30m',
        'it fails',
        'it does its work',
      ]);
      expect((await podwright('run')).stdout).to.match(/5 scenarios: 5 passed/);
    });

  it('writes of one that never starts that it does not, in a namespace of its own and beside one that does', async () => {
    const broken = DEPLOYMENT.replace('image: shop/web:1', 'image: shop/Web:1');
    const job = TASKS.split('---')[3]!.replace('name: migrate', 'name: migrate, namespace: store');
    writeFileSync(join(folder, 'shop.yaml'), `${broken}---${job}`);
    const init = await podwright('init');
    expect(init).to.include({ status: 0, stderr: '' });
    expect(init.stdout).to.match(/does not work +Deployment shop: the pod is not ready after 10m \(InvalidImageName\)/);
    const feature = readFileSync(join(folder, 'features', 'shop.feature'), 'utf8');
    expect(feature).to.contain('Then no pod of deployment "shop" in namespace "store" is ready');
    expect((await podwright('run')).stdout).to.match(/2 scenarios: 2 passed/);
  });

  it('leaves alone what is there', async () => {
    writeFileSync(join(folder, 'shop.yaml'), DEPLOYMENT);
    writeFileSync(join(folder, 'cucumber.json'), '{}');
    expect((await podwright('init', 'shop.yaml', '--features', 'specs')).stdout).to.contain(
      'there already  cucumber.json',
    );
    expect(readFileSync(join(folder, 'cucumber.json'), 'utf8')).to.equal('{}');
  });

  it('says when there is nothing to begin with', async () => {
    const { status, stderr } = await podwright('init');
    expect(stderr).to.contain('no manifest of a Deployment');
    expect(status).to.equal(2);
  });
});
