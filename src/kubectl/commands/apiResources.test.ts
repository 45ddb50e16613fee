import { expect } from 'chai';
import { Cluster } from '../../cluster';

const ALL_VERBS = 'create delete deletecollection get list patch update watch';

describe('kubectl api-resources', () => {
  const answer = (kubernetes: string, args: string) => {
    const { stdout, stderr } = new Cluster({ seed: 1, kubernetes }).execute(`kubectl api-resources ${args}`);
    return (stdout + stderr).split('\n').map((line) => line.replace(/ +/g, ' ').trim());
  };

  for (const [kubernetes, args, ...lines] of [
    ['1.36', '-o name --api-group=apps', 'controllerrevisions.apps', 'daemonsets.apps', 'deployments.apps'],
    ['1.36', '-o name --namespaced=false', 'namespaces', 'nodes', 'persistentvolumes'],
    [
      '1.36',
      '--categories=all --no-headers',
      'pods po v1 true Pod',
      'replicationcontrollers rc v1 true ReplicationController',
    ],
    ['1.36', '-o name --sort-by=name --api-group=batch', 'cronjobs.batch', 'jobs.batch'],
    ['1.36', '--sort-by=kind --no-headers --api-group=storage.k8s.io', 'csidrivers storage.k8s.io/v1 false CSIDriver'],
    [
      '1.36',
      '-o wide --api-group=batch',
      'NAME SHORTNAMES APIVERSION NAMESPACED KIND VERBS CATEGORIES',
      `cronjobs cj batch/v1 true CronJob ${ALL_VERBS.replaceAll(' ', ',')} all`,
    ],
    [
      '1.20',
      '-o wide --api-group=batch',
      'NAME SHORTNAMES APIVERSION NAMESPACED KIND VERBS',
      `cronjobs cj batch/v1beta1 true CronJob [${ALL_VERBS}]`,
    ],
    ['1.36', '--sort-by=age', 'error: --sort-by accepts only name or kind'],
    ['1.36', '-o json', 'error: --output json is not available'],
  ] as const)
    it(`${args} (${kubernetes})`, () => expect(answer(kubernetes, args).slice(0, lines.length)).to.deep.equal(lines));

  it('asks for what can be deleted at a time', () =>
    expect(answer('1.36', '-o name --verbs=deletecollection,list'))
      .to.include('pods')
      .and.not.to.include('namespaces'));
});
