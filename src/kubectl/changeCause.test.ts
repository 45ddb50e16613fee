import { expect } from 'chai';
import { Cluster } from '../cluster';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27"}]}
`;
const CAUSE = "kubectl get deploy web -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'";
const DEPRECATED = 'Flag --record has been deprecated, --record will be removed in the future\n';

function cluster(kubernetes = '1.36'): Cluster {
  const made = new Cluster({ kubernetes, readFile: () => WEB });
  made.execute('kubectl create -f web.yaml');
  made.advance(5000);
  return made;
}

const KEPT: readonly (readonly [typed: string, kept: string])[] = [
  ['kubectl apply -f web.yaml --record', 'kubectl apply --filename=web.yaml --record=true'],
  ['kubectl replace --record -f web.yaml', 'kubectl replace --record=true --filename=web.yaml'],
  [
    'kubectl set image deployment/web web=nginx:1.28 --record=true -n default',
    'kubectl set image deployment/web web=nginx:1.28 --record=true --namespace=default',
  ],
  ['kubectl scale deploy web --replicas=2 --record', 'kubectl scale deploy web --replicas=2 --record=true'],
  ['kubectl label deploy web tier=front --record', 'kubectl label deploy web tier=front --record=true'],
  ['kubectl annotate deploy web a=b --record', 'kubectl annotate deploy web a=b --record=true'],
  [
    `kubectl patch deploy web -p '{"spec": {"paused": true}}' --record`,
    'kubectl patch deploy web --patch={"spec": {"paused": true}} --record=true',
  ],
  ['kubectl scale deploy web --replicas=2', ''],
  ['kubectl scale deploy web --replicas=2 --record=false', ''],
];

describe('kubectl --record', () => {
  for (const [typed, kept] of KEPT)
    it(`${kept ? 'keeps' : 'keeps nothing of'} ${typed}`, () => {
      const made = cluster();
      expect(made.execute(typed).exitCode).to.equal(0);
      expect(made.execute(CAUSE).stdout).to.equal(kept);
    });

  it('is told by rollout history', () => {
    const made = cluster();
    made.execute('kubectl set image deploy/web web=nginx:1.28 --record');
    made.advance(5000);
    expect(made.execute('kubectl rollout history deploy/web').stdout).to.match(
      /\n1 +<none>\n2 +kubectl set image deploy\/web web=nginx:1\.28 --record=true\n/,
    );
  });

  for (const [release, says] of [
    ['1.36', DEPRECATED],
    ['1.22', DEPRECATED],
    ['1.21', ''],
  ] as const)
    it(`says in ${release} ${says ? 'that it will go' : 'nothing'}`, () => {
      expect(cluster(release).execute('kubectl scale deploy web --replicas=2 --record').stderr).to.equal(says);
    });
});
