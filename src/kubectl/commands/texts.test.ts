import { expect } from 'chai';
import { bench } from '../testing/bench';

type Case = readonly [line: string, printed: string, release?: string];

const NEEDED = 'error: required flag(s)';
const REJECTED = 'the server rejected our request due to an error in our request';

const FILES = { 'nameless.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n' };

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
  [
    'describe',
    'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
  ],
  [
    'annotate cm conf note=b',
    "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (a)",
  ],
  ['label cm conf app=b', "error: 'app' already has a value (a), and --overwrite is false"],
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
      ])
        expect(shell.run(before).exitCode, before).to.equal(0);
      expect(shell.run(line).output.trimEnd()).to.equal(printed);
    });
});
