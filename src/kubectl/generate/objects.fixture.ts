import type { GeneratedRow } from './workloads.fixture';

/** All that is no workload. */
export const OBJECTS: readonly GeneratedRow[] = [
  [
    'create namespace n',
    `
apiVersion: v1
kind: Namespace
metadata:
  creationTimestamp: null
  name: "n"
spec: {}
status: {}
`,
  ],
  [
    'create configmap c --from-literal=a=b --append-hash',
    `
apiVersion: v1
data:
  a: b
kind: ConfigMap
metadata:
  creationTimestamp: null
  name: c-m4h6ctkgb2
`,
  ],
  [
    'create secret generic s --from-literal=a=b --type=x --append-hash',
    `
apiVersion: v1
data:
  a: Yg==
kind: Secret
metadata:
  creationTimestamp: null
  name: s-426t5bkm8k
type: x
`,
  ],
  [
    'create quota q',
    `
apiVersion: v1
kind: ResourceQuota
metadata:
  creationTimestamp: null
  name: q
spec: {}
status: {}
`,
  ],
  [
    'create quota q --hard=cpu',
    `
error: Invalid argument syntax cpu, expected <resource>=<value>
`,
  ],
  [
    'create quota q --hard=cpu=x',
    `
error: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
`,
  ],
  [
    'create pdb b --selector=app=x --min-available=1',
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  creationTimestamp: null
  name: b
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: x
status:
  currentHealthy: 0
  desiredHealthy: 0
  disruptionsAllowed: 0
  expectedPods: 0
`,
    `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata:
  creationTimestamp: null
  name: b
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: x
status:
  currentHealthy: 0
  desiredHealthy: 0
  disruptionsAllowed: 0
  expectedPods: 0
`,
  ],
  [
    'create pdb b --selector=tier!=a --min-available=1',
    `
error: "!=" is not a valid label selector operator
`,
  ],
  [
    'create service clusterip s --clusterip=None',
    `
apiVersion: v1
kind: Service
metadata:
  creationTimestamp: null
  labels:
    app: s
  name: s
spec:
  clusterIP: None
  selector:
    app: s
  type: ClusterIP
status:
  loadBalancer: {}
`,
  ],
  [
    'create clusterrole r --verb=get --non-resource-url=/logs',
    `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  creationTimestamp: null
  name: r
rules:
- nonResourceURLs:
  - /logs
  verbs:
  - get
`,
  ],
  [
    'create clusterrole r --aggregation-rule=a=b',
    `
aggregationRule:
  clusterRoleSelectors:
  - matchLabels:
      a: b
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  creationTimestamp: null
  name: r
rules: null
`,
  ],
  [
    'create clusterrole r',
    `
error: at least one verb must be specified
`,
  ],
  [
    'create rolebinding b --role=r --user=u --group=g --serviceaccount=ns:sa',
    `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  creationTimestamp: null
  name: b
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: r
subjects:
- apiGroup: rbac.authorization.k8s.io
  kind: User
  name: u
- apiGroup: rbac.authorization.k8s.io
  kind: Group
  name: g
- kind: ServiceAccount
  name: sa
  namespace: ns
`,
  ],
  [
    'create rolebinding b --clusterrole=r --serviceaccount=sa',
    `
error: serviceaccount must be <namespace>:<name>
`,
  ],
  [
    'create rolebinding b',
    `
error: exactly one of clusterrole or role must be specified
`,
  ],
  [
    'create clusterrolebinding b --clusterrole=r --serviceaccount=ns:sa',
    `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  creationTimestamp: null
  name: b
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: r
subjects:
- kind: ServiceAccount
  name: sa
  namespace: ns
`,
  ],
  [
    'create ingress i --rule=foo.com/bar=svc1:8080,tls=my-cert --rule=b.com/=svc2:http,tls=my-cert',
    `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  creationTimestamp: null
  name: i
spec:
  rules:
  - host: foo.com
    http:
      paths:
      - backend:
          service:
            name: svc1
            port:
              number: 8080
        path: /bar
        pathType: Exact
  - host: b.com
    http:
      paths:
      - backend:
          service:
            name: svc2
            port:
              name: http
        path: /
        pathType: Exact
  tls:
  - hosts:
    - foo.com
    - b.com
    secretName: my-cert
status:
  loadBalancer: {}
`,
  ],
  [
    'create ingress i --rule=/path*=svc:80 --class=nginx --annotation=a=b',
    `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
    a: b
  creationTimestamp: null
  name: i
spec:
  ingressClassName: nginx
  rules:
  - http:
      paths:
      - backend:
          service:
            name: svc
            port:
              number: 80
        path: /path
        pathType: Prefix
status:
  loadBalancer: {}
`,
  ],
  [
    'create ingress i --default-backend=svc:80',
    `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  creationTimestamp: null
  name: i
spec:
  defaultBackend:
    service:
      name: svc
      port:
        number: 80
status:
  loadBalancer: {}
`,
  ],
  [
    'create ingress i',
    `
error: not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)
`,
  ],
  [
    'create ingress i --rule=foo',
    `
error: rule foo is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]
`,
  ],
  [
    'create ingress i --default-backend=svc',
    `
error: default-backend should be in format servicename:serviceport
`,
  ],
  [
    'create secret docker-registry s --docker-username=u',
    `
error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required
`,
    `
error: flag docker-password is required
See 'kubectl create secret docker-registry -h' for help and examples
`,
  ],
  [
    'create configmap c --from-literal=a=b --from-literal=a=c',
    `
error: cannot add key "a", another key by that name already exists in Data for ConfigMap "c"
`,
  ],
];
