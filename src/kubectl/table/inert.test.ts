import { expect } from 'chai';
import { bench } from '../testing/bench';

const FILES = {
  'all.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec: {tls: [{hosts: [a.b]}], rules: [{host: a.b}, {host: c.d}, {host: e.f}, {host: g.h}], defaultBackend: {service: {name: s, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: ic}
spec: {controller: a.b/c, parameters: {apiGroup: x.y, kind: P, name: q}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: np}
spec: {podSelector: {matchLabels: {a: b}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: User, name: a}, {kind: ServiceAccount, name: b, namespace: c}]
`,
};

/** Tables of kinds that nothing acts on. Source: pkg/printers/internalversion/printers.go; a live 1.20.2. */
describe('the table of', () => {
  const rows: [line: string, header: string, row: string][] = [
    ['get ing', 'NAME CLASS HOSTS ADDRESS PORTS AGE', 'i <none> a.b,c.d,e.f + 1 more... 80, 443 AGE'],
    ['get ingressclass', 'NAME CONTROLLER PARAMETERS AGE', 'ic a.b/c P.x.y/q AGE'],
    ['get netpol', 'NAME POD-SELECTOR AGE', 'np a=b AGE'],
    ['get rolebinding', 'NAME ROLE AGE', 'rb Role/r AGE'],
    ['get rolebinding -o wide', 'NAME ROLE AGE USERS GROUPS SERVICEACCOUNTS', 'rb Role/r AGE a c/b'],
  ];
  for (const [line, header, row] of rows)
    it(line, () => {
      const shell = bench({ files: FILES });
      expect(shell.run('create -f all.yaml').exitCode).to.equal(0);
      const lines = shell.run(line).output.trimEnd().split('\n');
      expect(
        lines.map((text) =>
          text
            .replace(/ +/g, ' ')
            .replace(/\b\d+s\b/, 'AGE')
            .trimEnd(),
        ),
      ).to.deep.equal([header, row]);
    });
});
