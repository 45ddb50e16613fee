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
});
