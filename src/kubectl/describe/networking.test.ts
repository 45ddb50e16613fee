import { expect } from 'chai';
import { bench } from '../testing/bench';

const FILE = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, labels: {a: b}, annotations: {x: z}}
spec:
  ingressClassName: nginx
  tls: [{hosts: [a.example.com, b.example.com], secretName: cert}, {hosts: [c.example.com]}]
  rules:
  - host: a.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
      - {path: /old, pathType: Exact, backend: {service: {name: gone, port: {name: http}}}}
  - http: {paths: [{path: /files, pathType: Prefix, backend: {resource: {apiGroup: k8s.example.com, kind: Bucket, name: b}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{name: "", port: 8080}]
endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2], conditions: {ready: false}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: all}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules:
- {apiGroups: ["", apps], resources: [pods, deployments/scale], verbs: [get, list]}
- {apiGroups: [""], resources: [pods], verbs: [watch, get]}
- {apiGroups: [""], resources: [secrets], resourceNames: [a], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: default, namespace: default}, {kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: example.com/disk
parameters: {type: ssd}
mountOptions: [noatime]
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 1000
description: what matters
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: example.com/ingress}
`;

/** As describe.go of kubectl writes it. */
const TABLE: readonly [what: string, says: string, release?: string][] = [
  [
    'ingress shop',
    `Name:             shop
Labels:           a=b
Namespace:        default
Address:${'          '}
Ingress Class:    nginx
Default backend:  <default>
TLS:
  cert terminates a.example.com,b.example.com
  SNI routes c.example.com
Rules:
  Host           Path  Backends
  ----           ----  --------
  a.example.com${'  '}
                 /      web:80 (10.0.0.1:8080)
                 /old   gone:http (<error: services "gone" not found>)
  *${'              '}
                 /files   APIGroup: k8s.example.com, Kind: Bucket, Name: b
Annotations:     x: z
Events:          <none>
`,
  ],
  [
    'ingress all',
    `Name:             all
Labels:           <none>
Namespace:        default
Address:${'          '}
Ingress Class:    <none>
Default backend:  web:80 (10.0.0.1:8080)
Rules:
  Host        Path  Backends
  ----        ----  --------
  *           *     web:80 (10.0.0.1:8080)
Annotations:  <none>
Events:       <none>
`,
  ],
  [
    'role reader',
    `Name:         reader
Labels:       <none>
Annotations:  <none>
PolicyRule:
  Resources               Non-Resource URLs  Resource Names  Verbs
  ---------               -----------------  --------------  -----
  pods                    []                 []              [get list watch]
  deployments/scale       []                 []              [get list]
  deployments.apps/scale  []                 []              [get list]
  pods.apps               []                 []              [get list]
  secrets                 []                 [a]             [get]
`,
  ],
  [
    'rolebinding readers',
    `Name:         readers
Labels:       <none>
Annotations:  <none>
Role:
  Kind:  Role
  Name:  reader
Subjects:
  Kind            Name     Namespace
  ----            ----     ---------
  ServiceAccount  default  default
  User            jane${'     '}
`,
  ],
  [
    'storageclass fast',
    `Name:                  fast
IsDefaultClass:        Yes
Annotations:           storageclass.kubernetes.io/is-default-class=true
Provisioner:           example.com/disk
Parameters:            type=ssd
AllowVolumeExpansion:  <unset>
MountOptions:
  noatime
ReclaimPolicy:      Delete
VolumeBindingMode:  Immediate
Events:             <none>
`,
  ],
  [
    'priorityclass high',
    `Name:              high
Value:             1000
GlobalDefault:     false
PreemptionPolicy:  PreemptLowerPriority
Description:       what matters
Annotations:       <none>
Events:            <none>
`,
  ],
  [
    'ingressclass nginx',
    `Name:         nginx
Labels:       <none>
Annotations:  <none>
Controller:   example.com/ingress
Events:       <none>
`,
  ],
];

describe('kubectl describe of what routes, allows and ranks', () => {
  for (const [what, says, release] of TABLE)
    it(what, () => {
      const { run } = bench({ files: { 'f.yaml': FILE }, release });
      expect(run('create -f f.yaml').exitCode).to.equal(0);
      expect(run(`describe ${what}`).output).to.equal(says);
    });
  it('up to 1.23 the default backend of an Ingress is one of the system', () => {
    const { run } = bench({ files: { 'f.yaml': FILE }, release: '1.23' });
    run('create -f f.yaml');
    expect(run('describe ingress shop').output).to.include(
      'Default backend:  default-http-backend:80(<error: endpoints "default-http-backend" not found>)',
    );
  });
});
