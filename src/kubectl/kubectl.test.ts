import { expect } from 'chai';
import { bench } from './testing/bench';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: web}}
spec: {containers: [{name: c, image: nginx}]}
`;

interface Case {
  readonly title: string;
  readonly files?: Record<string, string>;
  readonly release?: string;
  /** Lines that begin with $ are run; the others are what all of them together print. */
  readonly play: string;
  readonly exitCode?: number;
}

const CASES: readonly Case[] = [
  {
    title: 'creates, shows and deletes',
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl get pods
NAME   READY   STATUS    RESTARTS   AGE
p      0/1     Pending   0          0s
$ kubectl get pod p -o name
pod/p
$ kubectl get pod p -o jsonpath={.metadata.name}:{.status.phase}{"\\n"}
p:Pending
$ kubectl get pods -A --show-labels
NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   LABELS
default     p      0/1     Pending   0          0s    app=web
$ kubectl get po -l app=web -L app
NAME   READY   STATUS    RESTARTS   AGE   APP
p      0/1     Pending   0          0s    web
$ kubectl delete pod p
pod "p" deleted from default namespace
$ kubectl get pods
No resources found in default namespace.`,
  },
  {
    title: 'says what is missing',
    exitCode: 1,
    play: `
$ kubectl get pod nosuch
Error from server (NotFound): pods "nosuch" not found`,
  },
  {
    title: 'knows types',
    exitCode: 1,
    play: `\n$ kubectl get nope\nerror: the server doesn't have a resource type "nope"`,
  },
  {
    title: 'knows near names of commands',
    exitCode: 1,
    play: `\n$ kubectl gett pods\nerror: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tget\n\tset`,
  },
  {
    title: 'refuses unknown flags',
    exitCode: 1,
    play: `\n$ kubectl get pods --foo\nerror: unknown flag: --foo\nSee 'kubectl get --help' for usage.`,
  },
  {
    title: 'refuses unknown formats',
    exitCode: 1,
    play: `
$ kubectl get pods -o foo
error: unable to match a printer suitable for the output format "foo", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml`,
  },
  {
    title: 'fills in Go templates, also those that only --template names',
    files: { 'name.tmpl': '{{.metadata.name}} of {{.kind}}\n' },
    exitCode: 1,
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl get pods -o go-template={{range(.items)}}{{.metadata.name}}{{"\\n"}}{{end}}
p
$ kubectl get pod p --template={{.metadata.labels}}{{"\\n"}}
map[app:web]
$ kubectl get pod p -o go-template-file=name.tmpl
p of Pod
$ kubectl get pod p -o go-template={{.x
error: error parsing template {{.x, template: output:1: unclosed action`,
  },
  {
    title: 'prints maps in columns as Go does',
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl get pods -o custom-columns=LABELS:.metadata.labels,X:.metadata.x
LABELS         X
map[app:web]   <none>`,
  },
  {
    title: 'makes Secrets of certificates',
    files: { 'a.crt': '-----BEGIN CERTIFICATE-----', 'a.key': '-----BEGIN PRIVATE KEY-----', 'no.key': 'none' },
    exitCode: 1,
    play: `
$ kubectl create secret tls web --cert=a.crt --key=a.key
secret/web created
$ kubectl get secret web
NAME   TYPE                DATA   AGE
web    kubernetes.io/tls   2      0s
$ kubectl create secret tls web --cert=a.crt --key=no.key
error: tls: failed to find any PEM data in key input
$ kubectl create secret tls web --cert=none.crt --key=a.key
error: Cannot read file none.crt, open none.crt: no such file or directory
$ kubectl create secret tls web --cert=a.crt
error: key and cert must be specified`,
  },
  {
    title: 'forces',
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl delete pod p --force
Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.
pod "p" force deleted from default namespace`,
  },
  {
    title: 'older releases delete with fewer words',
    release: '1.20',
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl delete -f p.yaml
pod "p" deleted
$ kubectl delete pod --all
No resources found`,
  },
  {
    title: 'creates from options',
    play: `
$ kubectl create svc clusterip myservice --tcp=80:8080
service/myservice created
$ kubectl get svc myservice -o custom-columns=NAME:.metadata.name,PORT:.spec.ports[*].port,TARGET:.spec.ports[0].targetPort
NAME        PORT   TARGET
myservice   80     8080
$ kubectl create configmap cm --from-literal=a=1 --from-literal=b=two
configmap/cm created
$ kubectl get cm cm -o jsonpath={.data}
{"a":"1","b":"two"}$ kubectl create secret generic s --from-literal=key=value
secret/s created
$ kubectl get secret s -o jsonpath={.data.key}
dmFsdWU=$ kubectl create deployment web --image=nginx:1.17 --replicas=2
deployment.apps/web created
$ kubectl scale deploy web --replicas=3
deployment.apps/web scaled
$ kubectl set image deploy/web nginx=nginx:1.18
deployment.apps/web image updated
$ kubectl get deploy -o wide
NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES       SELECTOR
web    0/3     0            0           0s    nginx        nginx:1.18   app=web
$ kubectl expose deploy web --port=80 --name=front
service/front exposed
$ kubectl label deploy web tier=a
deployment.apps/web labeled
$ kubectl label deploy web tier-
deployment.apps/web unlabeled
$ kubectl annotate deploy web note=x
deployment.apps/web annotated
$ kubectl patch deploy web -p {"spec":{"replicas":1}}
deployment.apps/web patched
$ kubectl patch deploy web -p {"spec":{"replicas":1}}
deployment.apps/web patched (no change)
$ kubectl create namespace dev
namespace/dev created
$ kubectl -n dev get pods
No resources found in dev namespace.`,
  },
  {
    title: 'writes a manifest without creating anything',
    play: `
$ kubectl run r --image=busybox --restart=Never --dry-run=client -o yaml --port=80 --env=A=1 -- sleep 5
apiVersion: v1
kind: Pod
metadata:
  labels:
    run: r
  name: r
spec:
  containers:
  - args:
    - sleep
    - "5"
    env:
    - name: A
      value: "1"
    image: busybox
    name: r
    ports:
    - containerPort: 80
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Never
status: {}
$ kubectl get pods
No resources found in default namespace.`,
  },
  {
    title: 'applies twice',
    play: `
$ kubectl apply -f p.yaml
pod/p created
$ kubectl apply -f p.yaml
pod/p unchanged
$ kubectl apply -f changed.yaml
pod/p configured
$ kubectl get pod p -o jsonpath={.metadata.labels}
{"app":"api"}$ kubectl wait pod p --for=jsonpath={.metadata.labels.app}=api
pod/p condition met`,
  },
  {
    title: 'times out',
    exitCode: 1,
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl wait --for=condition=Ready pod/p --timeout=2s
error: timed out waiting for the condition on pods/p`,
  },
  {
    title: 'reports every bad object of several',
    exitCode: 1,
    play: `
$ kubectl create -f missing.yaml
error: the path "missing.yaml" does not exist`,
  },
  {
    title: 'shows several types apart',
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl create svc nodeport web --tcp=80 --node-port=30080
service/web created
$ kubectl get pod/p svc/web -o name
pod/p
service/web
$ kubectl get pod,svc -l app=web --no-headers -o custom-columns=K:.kind
Pod
Service`,
  },
  {
    title: 'repeats a selector that the server refuses',
    exitCode: 1,
    play: `
$ kubectl get pods --field-selector=foo=bar
Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "foo=bar": field label not supported: foo`,
  },
  {
    title: 'sorts, and refuses a path that nothing has',
    exitCode: 1,
    play: `
$ kubectl create cm b
configmap/b created
$ kubectl create cm a
configmap/a created
$ kubectl get cm a b --sort-by=.metadata.creationTimestamp -o name
configmap/a
configmap/b
$ kubectl get cm --sort-by=.spec.x
error: couldn't find any field with path "{.spec.x}" in the list of objects`,
  },
  {
    title: 'options in every spelling that Go knows',
    play: `
$ kubectl -n=kube-system get --no-headers=true cm nosuch --ignore-not-found
$ kubectl create ns dev -oname
namespace/dev
$ kubectl create --namespace dev cm x --dry-run
configmap/x created (dry run)
$ kubectl get cm -ndev --ignore-not-found x`,
  },
  {
    title: 'says what is wrong with one object',
    exitCode: 1,
    files: { 'bad.yaml': POD.replace('name: p', 'name: Bad').replace('name: c', 'name: C_1') },
    play: `
$ kubectl create -f bad.yaml
The Pod "Bad" is invalid: 
* metadata.name: Invalid value: "Bad": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
* spec.containers[0].name: Invalid value: "C_1": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
  },
  {
    title: 'creates the good objects of a file and reports the bad ones',
    exitCode: 1,
    files: {
      'mixed.yaml': [
        POD.replace('image: nginx', 'imag: nginx'),
        POD.replace('name: c, image: nginx', 'name: c'),
        POD,
      ].join('---'),
    },
    play: `
$ kubectl create -f mixed.yaml
pod/p created
Error from server (Invalid): error when creating "mixed.yaml": Pod "p" is invalid: spec.containers[0].image: Required value
Error from server (BadRequest): error when creating "mixed.yaml": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].imag"`,
  },
  {
    title: 'warns once of what is legal and odd',
    files: { 'odd.yaml': POD.replace('name: p', 'name: a.b') },
    play: `
$ kubectl create -f odd.yaml
Warning: metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]
pod/a.b created`,
  },
  {
    title: 'knows no subresources in 1.23',
    release: '1.23',
    exitCode: 1,
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl get pod p --subresource=status
error: unknown flag: --subresource
See 'kubectl get --help' for usage.`,
  },
  {
    title: 'knows two of them in 1.31',
    release: '1.31',
    exitCode: 1,
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl patch pod p --subresource=status -p {"status":{"reason":"Asked"}}
pod/p patched
$ kubectl patch pod p --subresource=resize -p {"spec":{}}
error: invalid subresource value: "resize". Must be one of [status scale]`,
  },
  {
    title: 'asks the server since 1.32, which has no resize yet',
    release: '1.32',
    exitCode: 1,
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl patch pod p --subresource=resize -p {"spec":{}}
Error from server (NotFound): the server could not find the requested resource`,
  },
  {
    title: 'and since 1.33 has one',
    release: '1.33',
    exitCode: 1,
    play: `
$ kubectl create -f p.yaml
pod/p created
$ kubectl patch pod p --subresource=resize -p {"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1"}}}]}}
The Pod "p" is invalid: spec: Invalid value: "BestEffort": Pod QOS Class may not change as a result of resizing`,
  },
  {
    title: 'refuses what can not be here',
    exitCode: 1,
    play: `\n$ kubectl top pods\nerror: Metrics API not available`,
  },
];

describe('kubectl', () => {
  for (const { title, files, release, play, exitCode = 0 } of CASES) {
    it(title, () => {
      const shell = bench({ files: { 'p.yaml': POD, 'changed.yaml': POD.replace('web', 'api'), ...files }, release });
      const lines = play.split('\n');
      let seen = '';
      let last = 0;
      for (const line of lines) {
        const at = line.indexOf('$ kubectl ');
        if (at < 0) continue;
        seen += `$ kubectl ${line.slice(at + 10)}\n`;
        const result = shell.run(line.slice(at + 10));
        seen += result.output;
        last = result.exitCode;
      }
      expect(seen.trimEnd()).to.equal(play.trim());
      expect(last).to.equal(exitCode);
    });
  }
});
