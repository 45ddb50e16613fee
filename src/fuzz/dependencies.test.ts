import { expect } from 'chai';
import { dependenciesOf, fileOf } from './dependencies';
import { readObjects } from './manifestObjects.fixture';

/** A pod for each namespace that runs these words in a shell. */
function talking(words: string, ...namespaces: string[]): string {
  const pods = namespaces.map(
    (namespace) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ${namespace}}\nspec: {containers: [{name: c, image: busybox, command: [sh, -c, ${JSON.stringify(words)}]}]}\n`,
  );
  return pods.join('---\n');
}

const SERVICE = (name: string, namespace: string) =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {ports: [{port: 80}]}\n`;

describe('What manifests talk to', () => {
  const ROWS: readonly [what: string, manifest: string, found: string[]][] = [
    ['a service by its name', talking('nslookup db', 'default'), ['db.yaml']],
    ['none that the manifests bring along', `${talking('nslookup db', 'default')}${SERVICE('db', 'default')}`, []],
    ['a name in the namespace of the pod', talking('nslookup db', 'shop'), ['db.shop.yaml']],
    [
      'a service of another namespace is no other one',
      `${talking('nslookup db', 'shop')}${SERVICE('db', 'default')}`,
      ['db.shop.yaml'],
    ],
    ['a full name', talking('wget http://db.shop.svc.cluster.local:8080/', 'shop'), ['db.shop.yaml']],
    ['a full name that the manifests have', `${talking('nslookup db.shop.svc', 'shop')}${SERVICE('db', 'shop')}`, []],
    ['nothing in a namespace of somebody else', talking('nslookup db.data.svc.cluster.local', 'shop'), []],
    ['a namespace of theirs from another one', talking('nslookup db.shop', 'default', 'shop'), ['db.shop.yaml']],
    ['a machine, once', talking('nc 10.1.2.3 5432', 'default', 'shop'), ['10.1.2.3']],
    [
      'whom a client is told to ask',
      talking('until pg_isready -h db -U app; do sleep 1; done', 'default'),
      ['db.yaml'],
    ],
    ['whom it is told without a space', talking('mysqladmin ping -hdb -psecret', 'default'), ['db.yaml']],
    ['the server of a script that waits', talking('./wait-for-it.sh cache:6379 -t 60', 'default'), ['cache.yaml']],
    ['not the server beside a client', talking('redis-cli -h localhost ping', 'default'), []],
    [
      'what a variable says',
      talking('nc -z "$HOST" 5432', 'default').replace('command:', 'env: [{name: HOST, value: db}], command:'),
      ['db.yaml'],
    ],
    ['no image', talking('sleep 1h', 'default').replace('busybox', 'postgres:16'), []],
    [
      'nothing that an annotation links to',
      talking('sleep 1h', 'default').replace('{name: p,', '{name: p, annotations: {wiki: "http://wiki/db"},'),
      [],
    ],
    [
      'nothing of objects that no container reads',
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {repoURL: "https://git/shop"}}\n',
      [],
    ],
    ['not itself', talking('wget http://localhost:8080/', 'default'), []],
  ];
  for (const [what, manifest, found] of ROWS)
    it(what, () => {
      const names = dependenciesOf(readObjects(manifest, 'm.yaml')).map((d) =>
        d.kind === 'host' ? d.name : fileOf(d),
      );
      expect(names).to.deep.equal(found);
    });

  const PORTS: readonly [words: string, port: number][] = [
    ['pg_isready -h db', 5432],
    ['pg_isready -h db -p "$PORT"', 5432],
    ['psql postgresql://app@db/app', 5432],
    ['psql -p 6432 --host=db', 6432],
    ['mysql -h db -P 3307 -e "SELECT 1"', 3307],
    ['until [ "$(redis-cli -h db ping)" = PONG ]; do sleep 1; done', 6379],
    ['mongosh --host db --eval "db.adminCommand(1)"', 27017],
    ['nslookup db; nc -z db 9000', 9000],
    ['wget -q https://db/health', 443],
    ['nslookup db', 80],
  ];
  for (const [words, port] of PORTS)
    it(`${words}: port ${port}`, () => {
      const found = dependenciesOf(readObjects(talking(words, 'default'), 'm.yaml'));
      expect(found.map((d) => [d.name, d.port])).to.deep.equal([['db', port]]);
    });

  it('what a ConfigMap says, by name and by key', () => {
    const manifest = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {DB: orders, CACHE_URL: 'redis://sessions:6379/0'}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: a
    image: busybox
    envFrom: [{configMapRef: {name: settings}}]
    command: [sh, -c, 'until pg_isready -h $DB; do sleep 1; done']
  - name: b
    image: busybox
    env: [{name: HOST, valueFrom: {configMapKeyRef: {name: settings, key: DB}}}]
    command: [pg_isready, -h, $(HOST)]
`;
    const found = dependenciesOf(readObjects(manifest, 'm.yaml'));
    expect(found.map((d) => `${d.name}:${d.port}`)).to.deep.equal(['sessions:6379', 'orders:5432']);
  });
});
