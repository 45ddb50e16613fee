import { Command, InvalidArgumentError, Option } from 'commander';
import { duration, withCluster } from '../options';
import { UsageError } from '../usageError';
import { type Action, parseAction } from './action';
import { play } from './play';
import { renderJson, renderTable } from './render';
import type * as Watching from './watching';

interface Options {
  for: number;
  at: Action[];
  seed: number;
  kubernetes: string;
  behaviours: string[];
  images: string[];
  output: 'table' | 'json';
  watch: boolean;
}

const HELP = `
COMMAND of --at is one of
  kubectl …                     as typed at a terminal, e.g. "20s: kubectl delete pod web"
  node NAME -- COMMAND …        on a node's own files, e.g. "45s: node k8s-node01 -- touch /data/a.txt"
                                (a manifest that such a command names is put on the node instead of being
                                created: "0s: node k8s-node01 -- install pod.yaml /etc/kubernetes/manifests/")
  host ADDRESS up|down [PORT]   a machine outside the cluster, e.g. "3m: host 192.168.66.11 up 1234"

FILE of --behaviours says how containers, hosts and services behave; times count from each start of the container
  containers:
  - container: web                       # and pod:, namespace:, image:; patterns such as web-* are allowed
    startsServingAfter: 40s
    ports: [{port: 8080, address: 127.0.0.1}]  # where it listens: elsewhere than its manifest says
    latency: 3s
    responses: [{path: /healthz, status: 500, from: 2m, until: 3m}, {path: /ready, status: 503, whileUnreachable: "db:5432"}]
    hangs: [{from: 2m, until: 3m}]       # refuses: the same, or of one port: {port: 8080}
    health: [{service: db, status: NOT_SERVING, from: 1m}]
    ignoresTerm: true                    # endsAtOnce: true cuts what is being answered
    drain: {for: 12s, serving: true}
    exits: {after: 10s, code: 3, times: 2}
    exitCodeOnTerm: 143
    needs: [{place: "db:5432", for: 30s, code: 1}]  # before it serves or works
    cpu: 200m                            # what it takes of CPUs, for autoscalers and kubectl top
    memory: {fullAfter: 1m}              # or {start: 10Mi, perSecond: 1Mi, from: 30s}, {takes: 600Mi, from: 30s}
    files: [{path: /tmp/live, after: 60s}]    # lost; with content: written
    logs: [{after: 5s, line: ready}]
    works: {for: 20s, code: 0}           # init containers and Jobs
    commands: [{command: pg_isready, exitCode: 2, output: no response, takes: 1s, from: 0s, until: 30s}]
  hosts: [{address: 192.168.66.11, port: 1234, from: 1m}]
  services: [{name: mydb, namespace: default, after: 30s}]
  loads: [{of: deployment/web, cpu: 1500m, after: 2m}]  # ready pods share it; 0 ends it

FILE of --images describes images: files, programs, stop signals
  images:
  - image: team/app:v1                   # without a tag: every tag, or those of tags: [v1, "2.*"]
    entrypoint: [/app]
    cmd: [--port=8080]
    exposes: [8080]
    stopSignal: SIGQUIT
    shell: none                          # ash, bash, dash
    env: {MODE: production}
    files: {/etc/app.conf: "a=1"}
    programs: {/app: {start: 2s, responses: [{path: /healthz, status: 200}], signals: {QUIT: {code: 0, after: 1s}}}}
    size: 142MB
    onNode: false
  (also workdir, user, links, commands, busybox, variants; of a program: ports, protocol, log, ignoresTerm, requires)

The digest at the end stands for all that has happened: the same files, flags and seed have the same on every machine.

Exit codes: 0 played, whatever came of it; 1 an object of the manifests was refused, the rest was played; 2 the input can't be
used.

Examples
  podwright play pod.yaml
  podwright play pod.yaml --for 5m --at "2m: kubectl delete pod web --now"
  podwright play pod.yaml --behaviours behaviours.yaml --images images.yaml --for 10m
  podwright play k8s/ --watch
  podwright play pod.yaml --kubernetes 1.28 --seed 7 --output json
  helm template my-chart | podwright play -
  kubectl kustomize overlays/production | podwright play - --for 10m
`;

/** `podwright play`: manifests without any feature. */
export function playCommand(): Command {
  return withCluster(
    new Command('play')
      .description(
        'create manifests in a simulated cluster and print what `kubectl get pods -w` would have, then the events',
      )
      .argument('<manifest...>', 'YAML or JSON files, folders, or - for standard input')
      .option('--for <duration>', 'virtual time to play, counted from the first object', duration, 60_000)
      .option('--at <"time: command">', 'do something at a time; may be given again and again', action, [] as Action[]),
  )
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'))
    .option('--watch', 'play again whenever a file of it changes, until q or Ctrl-C', false)
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (manifests: string[], options: Options) => {
      if (options.watch) {
        const { watchPlay } = require('./watching') as typeof Watching;
        process.exitCode = await watchPlay([...manifests, ...options.behaviours, ...options.images], () =>
          playOnce(manifests, options),
        );
      } else playOnce(manifests, options);
    });
}

/** @throws UsageError when kubectl has refused something; the rest was played */
function playOnce(manifests: readonly string[], options: Options): void {
  const result = play(manifests, { ...options, forMs: options.for, actions: options.at });
  process.stdout.write(options.output === 'json' ? renderJson(result) : renderTable(result));
  if (result.notes.length) process.stderr.write(`${result.notes.join('\n')}\n`);
  if (result.createErrors) throw new UsageError(result.createErrors.trimEnd(), 1);
}

/** The value of `--at`. */
export function action(text: string, before: Action[]): Action[] {
  try {
    return [...before, parseAction(text)];
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
