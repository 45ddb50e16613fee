import { expect } from 'chai';
import { bench } from '../testing/bench';
import { OBJECTS } from './objects.fixture';
import { WORKLOADS } from './workloads.fixture';

describe('what kubectl makes of options', () => {
  for (const [words, ...printed] of [...WORKLOADS, ...OBJECTS]) {
    for (const [i, text] of printed.entries()) {
      const release = i === 0 ? '1.32' : '1.20';
      it(`${words} in ${release}`, () => {
        const [before = '', ...after] = words.split(' -- ');
        const line = [`${before} --dry-run=client -o yaml`, ...after].join(' -- ');
        expect(`\n${bench({ release }).run(line).output}`).to.equal(text);
      });
    }
  }

  it('a Role of what the server has', () => {
    const { run } = bench();
    const words = '--verb=get,list,get --resource=po,deploy.apps,pods/log --resource-name=a -o jsonpath={.rules}';
    expect(run(`create role r ${words}`).output).to.equal(
      '[{"apiGroups":[""],"resourceNames":["a"],"resources":["pods","pods/log"],"verbs":["get","list"]},' +
        '{"apiGroups":["apps"],"resourceNames":["a"],"resources":["deployments"],"verbs":["get","list"]}]',
    );
    expect(run('get role r -o name').output).to.equal('role.rbac.authorization.k8s.io/r\n');
  });

  for (const [words, says] of [
    ['--verb=get --resource=nopes', 'error: the server doesn\'t have a resource type "nopes"\n'],
    ['--verb=bind --resource=pods', "error: can not perform 'bind' on 'pods' in group ''\n"],
    ['--verb=get', 'error: at least one resource must be specified\n'],
    [
      '--verb=eat --resource=pods',
      "Warning: 'eat' is not a standard resource verb\nrole.rbac.authorization.k8s.io/r created\n",
    ],
  ] as const) {
    it(`create role r ${words}`, () => expect(bench().run(`create role r ${words}`).output).to.equal(says));
  }

  it('create token', () => {
    expect(bench().run('create token default --duration=1h').output).to.equal(
      'error: create token is not supported: nobody asks for tokens here\n',
    );
  });
});
