import { expect } from 'chai';
import { Cluster } from '../cluster';
import { keptKinds } from './kept';

const CLASS =
  'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: c}\nspec: {controller: example.com/c}\n';
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n';

describe('kinds that are kept and not simulated', () => {
  it('are those that somebody made', () => {
    const cluster = new Cluster({ readFile: () => `${CLASS}---\n${MAP}` });
    expect(keptKinds(cluster, cluster.now)).to.deep.equal([]);
    cluster.execute('kubectl create -f x.yaml');
    expect(keptKinds(cluster)).to.deep.equal(['IngressClass']);
  });
});
