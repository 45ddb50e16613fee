import { Buffer } from 'node:buffer';
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
    ['--verb=get --resource=nopes', 'the server doesn\'t have a resource type "nopes"\n'],
    ['--verb=bind --resource=pods', "error: can not perform 'bind' on 'pods' in group ''\n"],
    ['--verb=get', 'error: at least one resource must be specified\n'],
    [
      '--verb=eat --resource=pods',
      "Warning: 'eat' is not a standard resource verb\nrole.rbac.authorization.k8s.io/r created\n",
    ],
  ] as const) {
    it(`create role r ${words}`, () => expect(bench().run(`create role r ${words}`).output).to.equal(says));
  }

  const claimsOf = (token: string): unknown =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  it('create token', () => {
    const { stdout } = bench().run('create token default --duration=2h');
    expect(claimsOf(stdout)).to.deep.include({ sub: 'system:serviceaccount:default:default' });
    const { iat, exp } = claimsOf(stdout) as { iat: number; exp: number };
    expect(exp - iat).to.equal(7200);
  });
  it('create token -o yaml', () =>
    expect(bench().run('create token default -o jsonpath={.kind}:{.spec.expirationSeconds}').stdout).to.equal(
      'TokenRequest:3600',
    ));
  for (const [words, says, release] of [
    ['nosuch', 'failed to create token: serviceaccounts "nosuch" not found'],
    [
      'default --duration=5m',
      'failed to create token: TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 300: may not specify a duration less than 10 minutes',
    ],
    ['default --duration=-1s', '--duration must be greater than or equal to 0'],
    ['default --duration=-1s', '--duration must be positive', '1.24'],
    ['default --duration=1500ms', '--duration cannot be expressed in units less than seconds'],
    ['default --bound-object-kind=Foo', 'supported --bound-object-kind values are Node, Pod, Secret'],
    ['default --bound-object-kind=Foo', 'supported --bound-object-kind values are Pod, Secret', '1.28'],
    ['default --bound-object-kind=Pod', '--bound-object-name is required if --bound-object-kind is provided'],
    ['default --bound-object-kind=Pod --bound-object-name=p', 'failed to create token: pods "p" not found'],
    ['default', "Unexpected args: [token default]\nSee 'kubectl create -h' for help and examples", '1.23'],
  ] as const)
    it(`create token ${words}${release ? ` (${release})` : ''}`, () =>
      expect(bench({ release }).run(`create token ${words}`).output).to.equal(`error: ${says}\n`));
});
