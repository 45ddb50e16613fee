import { expect } from 'chai';
import { bench } from '../testing/bench';

type Case = readonly [line: string, printed: string, release?: string];

const NEEDED = 'error: required flag(s)';
const REJECTED = 'the server rejected our request due to an error in our request';

const FILES = {
  'nameless.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n',
  'generated.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: g-}\n',
};

const FORMAT =
  "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'";
const NO_VALUE = "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3";
const WAIT_PATH = "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3";
const MISSING = `error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** As kubectl 1.36.2 printed it, older releases by their sources. */
const CASES: readonly Case[] = [
  ['rollout statu deploy/x', `error: unknown command "statu deploy/x"\nSee 'kubectl rollout -h' for help and examples`],
  [
    'create service headless x',
    `error: unknown command "headless x"\nSee 'kubectl create service -h' for help and examples`,
  ],
  ['set nosuch', `error: unknown command "nosuch"\nSee 'kubectl set -h' for help and examples`],
  ['create deployment', `${NEEDED} "image" not set`],
  ['create cronjob', `${NEEDED} "image", "schedule" not set`],
  ['run', `${NEEDED} "image" not set`],
  [
    'run x --image=a --expose',
    "error: --port must be set when exposing a service\nSee 'kubectl run -h' for help and examples",
  ],
  ['run x --image=a --port=80 --expose', 'service/x created\npod/x created'],
  [
    'create cronjob c --image=a --schedule=x',
    'error: failed to create cronjob: CronJob.batch "c" is invalid: spec.schedule: Invalid value: "x": expected exactly 5 fields, found 1: [x]',
  ],
  ['create ns default', 'Error from server (AlreadyExists): namespaces "default" already exists'],
  ['events --for conf', 'error: --for must be in resource/name form'],
  ['events --types=Foo', 'error: valid --types are Normal or Warning'],
  ['label cm conf a=b c', 'error: all resources must be specified before label changes: c'],
  [
    'delete cm conf --cascade=foo --dry-run=server',
    'error: invalid cascade value (foo). Must be "background", "foreground", or "orphan"',
  ],
  [
    'patch cm conf -p x',
    'Error from server (BadRequest): json: cannot unmarshal string into Go value of type map[string]interface {}',
  ],
  ['create priorityclass high --value=5', 'priorityclass.scheduling.k8s.io/high created'],
  ['create secret generic creds --from-literal=a=b', 'error: failed to create secret secrets "creds" already exists'],
  [
    'create secret generic creds --from-literal=a=b',
    'Error from server (AlreadyExists): secrets "creds" already exists',
    '1.20',
  ],
  ['create cm conf --from-literal=a=b', 'error: failed to create configmap: configmaps "conf" already exists'],
  ['create svc clusterip web --tcp=80', 'error: failed to create ClusterIP service: services "web" already exists'],
  ['explain nosuch', `the server doesn't have a resource type "nosuch"`],
  ['describe nosuch', `error: the server doesn't have a resource type "nosuch"`],
  [
    'auth can-i get',
    "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
  ],
  [
    'logs gated --since-time=bad',
    'error: parsing time "bad" as "2006-01-02T15:04:05Z07:00": cannot parse "bad" as "2006"',
  ],
  ['apply -f generated.yaml', 'error: from g-: cannot use generate name with apply'],
  ['apply --server-side -f generated.yaml', 'error: from g-: cannot use generate name with apply'],
  [
    'describe',
    'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
  ],
  [
    'annotate cm conf note=b',
    "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (a)",
  ],
  ['label cm conf app=b', "error: 'app' already has a value (a), and --overwrite is false"],
  ['label cm conf app=a', 'configmap/conf not labeled'],
  ['label cm conf app=a', "error: 'app' already has a value (a), and --overwrite is false", '1.24'],
  ['annotate cm conf note=a', 'configmap/conf annotated'],
  [
    'annotate cm conf note=a',
    "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (a)",
    '1.25',
  ],
  ['label cm conf app-', 'configmap/conf unlabeled'],
  ['label cm conf app-', 'configmap/conf labeled', '1.22'],
  ['label cm conf tier=x app-', 'configmap/conf modified'],
  ['label cm conf tier=x app-', 'configmap/conf labeled', '1.35'],
  ['label cm conf t=x app-', 'configmap/conf unlabeled', '1.35'],
  [
    'patch cm conf -p {bad',
    "Error from server (BadRequest): invalid character 'b' looking for beginning of object key string",
  ],
  ['patch cm conf --type=json -p [{"op":"remove","path":"/foo"}]', `The request is invalid: ${REJECTED}`],
  ['set selector svc web app=x', 'service/web selector updated'],
  ['set selector cm conf app=x', 'error: setting a selector is only supported for Services'],
  ['set serviceaccount deploy web builder', 'deployment.apps/web serviceaccount updated'],
  ['set env deploy/web --list', '# Deployment web, container nginx'],
  ['autoscale deploy web --max=3 --cpu=50%', 'horizontalpodautoscaler.autoscaling/web autoscaled'],
  ['autoscale deploy web --max=3 --cpu-percent=50', 'horizontalpodautoscaler.autoscaling/web autoscaled', '1.30'],
  [
    'autoscale deploy web --max=3 --cpu=50%',
    "error: unknown flag: --cpu\nSee 'kubectl autoscale --help' for usage.",
    '1.33',
  ],
  ['get cm conf -o name', 'configmap/conf'],
  [
    'create -f nameless.yaml',
    'The ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
  ],
  ['run x', 'Error: required flag(s) "image" not set', '1.22'],
  ['run x', `${NEEDED} "image" not set`, '1.23'],
  ['get cm --foo', "Error: unknown flag: --foo\nSee 'kubectl get --help' for usage.", '1.20'],
  ['wait pod x --for=delete', 'error: no matching resources found', '1.21'],
  ['wait pod x --for=delete', '', '1.22'],
  ['expose cm conf --port=80', 'error: cannot expose a ConfigMap'],
  [
    'taint nodes nosuch a=b:X',
    "error: invalid taint effect: X, unsupported taint effect\nSee 'kubectl taint -h' for help and examples",
  ],
  ['rollout undo deploy web --to-revision=9', 'error: unable to find specified revision 9 in history'],
  ['create job j --image=nginx', 'job.batch/j created'],
  ['rollout status job/old', 'error: no status viewer has been implemented for Job.batch'],
  ['rollout undo job/old', 'error: no rollbacker has been implemented for "Job.batch"'],
  ['rollout history job/old', 'error: no history viewer has been implemented for "Job.batch"'],
  ['annotate cm conf nosuch-', 'configmap/conf annotated'],
  ['label cm conf nosuch-', 'label "nosuch" not found.\nconfigmap/conf not labeled'],
  [
    'label cm conf a=!',
    `error: invalid label value: "a=!": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
  ],
  ['label cm conf a=b=c', 'error: invalid label spec: a=b=c'],
  ['label cm conf app=b app-', 'error: can not both modify and remove a label in the same command'],
  [
    'set env deploy/web A=1 A-',
    'error: can not both modify and remove the same environment variable in the same command',
  ],
  [
    'set resources deploy web --limits=cpu=1,memory=x',
    "error: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  ['wait job/old --for=condition=Complete --timeout=1s', 'error: timed out waiting for the condition on jobs/old'],
  [
    'delete deploy web --cascade=false --wait=false',
    'warning: --cascade=false is deprecated (boolean value) and can be replaced with --cascade=orphan.\ndeployment.apps "web" deleted from default namespace',
  ],
  ['wait --for=condition=Ready', MISSING],
  ['delete', MISSING],
  ['delete cm conf -o yaml', "error: unexpected -o output mode: yaml. We only support '-o name'"],
  ['delete cm --all -l a=b', 'error: cannot set --all and --selector at the same time'],
  ['delete cm --all --field-selector a=b', 'error: cannot set --all and --field-selector at the same time'],
  ['delete pod gated --now --force', 'error: --force and --grace-period greater than 0 cannot be specified together'],
  [
    'delete cm gone more',
    'Error from server (NotFound): configmaps "gone" not found\nError from server (NotFound): configmaps "more" not found',
  ],
  ['scale --replicas=1', MISSING],
  ['label', 'error: one or more resources must be specified as <resource> <name> or <resource>/<name>'],
  ['wait cm/conf --for=jsonpath={.data', `error: ${FORMAT}`],
  ['wait cm/conf --for=jsonpath={.data.a}=1', 'configmap/conf condition met'],
  ['wait cm/conf --for=jsonpath=.data.a=1', 'configmap/conf condition met'],
  ['wait cm/conf --for=jsonpath={.data.a}=', `error: ${NO_VALUE}`],
  ['wait cm/conf --for=jsonpath={.data.a}=1=2', `error: ${WAIT_PATH} or --for=jsonpath='{.status.readyReplicas}'`],
  ['wait cm/conf --for=jsonpath={.data.a}', `error: ${WAIT_PATH}`, '1.27'],
  ['wait cm/conf --for=jsonpath={.data.a}=1', 'error: unrecognized condition: "jsonpath={.data.a}=1"', '1.22'],
  ['wait cm/conf --for=jsonpath={.data}=1', 'error: jsonpath leads to a nested object or list which is not supported'],
  ['wait deploy/web --for=jsonpath={..labels.app}=1', 'error: given jsonpath expression matches more than one value'],
  [
    'wait cm/conf --for=create --for=jsonpath={.data.a}=1',
    'configmap/conf condition met\nconfigmap/conf condition met',
  ],
  ['wait cm/conf --for=create --for=jsonpath={.data.a}=1', 'configmap/conf condition met', '1.35'],
  [
    'wait cm/conf cm/kube-root-ca.crt --for=condition=Ready --timeout=1s',
    'timed out waiting for the condition on configmaps/conf\ntimed out waiting for the condition on configmaps/kube-root-ca.crt',
  ],
  ['get cm --sort-by={.metadata', `error: ${FORMAT}`],
  ['get cm -o custom-columns=A:{.metadata', `error: ${FORMAT}`],
  ['get pods/', 'error: arguments in resource/name form must have a single resource and name'],
  ['get /x', 'error: arguments in resource/name form must have a single resource and name'],
  ['get pod,svc/x', 'error: arguments in resource/name form must have a single resource and name'],
  ['get ns default -A --no-headers', 'default   Active   0s'],
  ['api-resources foo', "error: unexpected arguments: [foo]\nSee 'kubectl api-resources -h' for help and examples"],
  ['rollout restart deploy', 'deployment.apps/web restarted'],
  ['rollout restart ds', 'No resources found in default namespace.'],
  ['rollout restart ds', '', '1.23'],
  ['exec gated -- true', 'error: unable to upgrade connection: pod gated does not have a host assigned'],
  ['exec gated -- true', 'Error from server (BadRequest): pod gated does not have a host assigned', '1.35'],
];

describe('what kubectl says', () => {
  it('of an object without a name', () => {
    const files = { 'p.yaml': 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: c, image: a}]}\n' };
    expect(bench({ files }).run('create -f p.yaml').output.trimEnd()).to.equal(
      'The Pod "" is invalid: metadata.name: Required value: name or generateName is required',
    );
  });

  for (const [line, printed, release] of CASES)
    it(`${line}${release ? ` (${release})` : ''}`, () => {
      const shell = bench({ release, files: FILES });
      for (const before of [
        'create cm conf --from-literal=a=1',
        'annotate cm conf note=a',
        'label cm conf app=a',
        'create deploy web --image=nginx',
        'create service clusterip web --tcp=80',
        'create job old --image=nginx',
        'run gated --image=nginx',
        'create secret generic creds --from-literal=a=b',
      ])
        expect(shell.run(before).exitCode, before).to.equal(0);
      expect(shell.run(line).output.trimEnd()).to.equal(printed);
    });
});
