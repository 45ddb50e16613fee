import { expect } from 'chai';
import type { Pod } from '../../api';
import { bench } from '../testing/bench';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {nodeName: node-1, terminationGracePeriodSeconds: 20, containers: [{name: c, image: i}]}
`;

describe('kubectl replace --force', () => {
  for (const [words, seconds] of [
    ['', 20],
    ['--grace-period=5', 5],
    ['--grace-period=0', 1],
  ] as const) {
    it(`${words || 'as it is'} gives a pod ${seconds} s`, () => {
      const { api, kernel, run, start } = bench({ files: { 'p.yaml': POD } });
      run('create -f p.yaml');
      start(`replace --force -f p.yaml ${words}`);
      kernel.runUntil(kernel.now + 500);
      const { deletionGracePeriodSeconds } = api.get<Pod>('Pod', 'default', 'p').metadata;
      expect(deletionGracePeriodSeconds).to.equal(seconds);
    });
  }

  for (const [release, from] of [
    ['1.33', ''],
    ['1.34', ' from default namespace'],
  ]) {
    it(`says what it deleted in ${release}`, () => {
      const { run } = bench({ files: { 'p.yaml': POD.replace('nodeName: node-1, ', '') }, release });
      run('create -f p.yaml');
      expect(run('replace --force -f p.yaml').output).to.equal(`pod "p" deleted${from}\npod/p replaced\n`);
    });
  }
});

describe('what kubectl can not do here', () => {
  for (const [words, why] of [
    ['auth whoami', 'auth whoami is not supported: nobody has a name here, and everybody may do everything'],
    ['auth can-i --list', 'auth can-i --list is not supported: everybody may do everything here'],
    ['completion bash', 'completion is not supported: there is no shell whose words could be completed'],
    ['options', 'options are not listed here; kubectl COMMAND --help names those of a command'],
  ] as const) {
    it(`${words} says why`, () => expect(bench().run(words)).to.include({ output: `error: ${why}\n`, exitCode: 1 }));
  }
});

describe('kubectl set env NAME-', () => {
  it('leaves no empty list', () => {
    const { run } = bench({
      files: {
        'd.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}\n',
      },
    });
    run('create -f d.yaml');
    const env = () => run('get deployment d -o jsonpath={.spec.template.spec.containers[0].env}').output;
    run('set env deployment/d A=b');
    expect(env()).to.equal('[{"name":"A","value":"b"}]');
    run('set env deployment/d A-');
    expect(env()).to.equal('');
  });
});
