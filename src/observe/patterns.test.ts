import { expect } from 'chai';
import { Cluster } from '../cluster';
import { nameMeant } from './index';

describe('a name with stars', () => {
  const cluster = new Cluster({ seed: 1 });
  for (const name of ['web-a', 'web-b', 'db-a']) cluster.execute(`kubectl run ${name} --image=nginx`);
  cluster.execute('kubectl delete pod db-a --now');
  const meant = (kind: string, name: string, namespace?: string) => nameMeant(cluster, { kind, name, namespace });

  for (const [kind, name, namespace, is] of [
    ['Pod', 'web-*b', 'default', 'web-b'],
    ['Pod', 'web-a', 'default', 'web-a'],
    ['Pod', 'nosuch', 'default', 'nosuch'],
    ['Pod', 'db-*', 'default', 'db-a'],
    ['Node', '*node01', undefined, 'k8s-node01'],
  ] as const)
    it(`${kind} ${name} is ${is}`, () => expect(meant(kind, name, namespace)).to.equal(is));

  for (const [name, namespace, message] of [
    ['web-*', 'default', 'pod "web-*" means 2: web-a, web-b; this sentence is about one'],
    ['wep-*', 'default', 'there never was a pod "wep-*"; the nearest names are web-a, web-b, db-a'],
    ['web-*', 'shop', 'there never was a pod "web-*"; there is none at all'],
  ] as const)
    it(`${name} in ${namespace} is a mistake`, () => expect(() => meant('Pod', name, namespace)).to.throw(message));
});
