import { defineParameterType } from '@cucumber/cucumber';
import { type HorizontalPodAutoscaler, NUMBER_WORDS, numberOf, type ObjectName, objectNow } from '../src/index';
import { type Observed, observable } from './observation';
import type { ContainerName, Count } from './parameters';
import { Given, When } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** What takes CPU, who measures it, and what autoscalers see of it. Whoever says what takes CPU wants it measured. */

const WORDS = NUMBER_WORDS.slice(1).join('|');

/** `300m`, `300m of CPU`, `2 CPUs`, `half a CPU`: thousandths of one. */
defineParameterType({
  name: 'cpu',
  regexp: new RegExp(
    `(?:\\d+m|"\\d+m")(?: (?:of )?(?:a )?CPU)?|"?\\d+(?:\\.\\d+)?"? (?:CPUs?|cores?)|(?:${WORDS}) (?:CPUs?|cores?)|half a (?:CPU|core)`,
  ),
  transformer: (text: string) => {
    if (text.startsWith('half')) return 500;
    const [amount = ''] = text.replaceAll('"', '').split(' ');
    return amount.endsWith('m') ? Number(amount.slice(0, -1)) : numberOf(amount) * 1000;
  },
  useForSnippets: false,
});

/** The one of metrics.k8s.io. */
for (const measures of ['(the cluster has )a metrics server', 'a metrics server is installed']) {
  Given(measures, function (this: PodwrightWorld) {
    this.cluster.installMetricsServer();
  });
}
When('a/the metrics server is installed in the cluster', function (this: PodwrightWorld) {
  this.cluster.installMetricsServer();
});

Given('{container} uses {cpu}', function (this: PodwrightWorld, name: ContainerName, cpuMillis: number) {
  this.behave(name, { cpuMillis });
  this.cluster.installMetricsServer();
});

/** Its ready pods share it. */
for (const has of ['the load on/of {object} is {cpu}', '{object} has a load of {cpu}'])
  Given(has, function (this: PodwrightWorld, object: ObjectName, millis: number) {
    putLoad(this, object, millis);
  });
When(
  'the load on/of {object} rises/grows/falls/drops/changes/goes (up )(down )to {cpu}',
  function (this: PodwrightWorld, object: ObjectName, millis: number) {
    putLoad(this, object, millis);
  },
);
When('the load on/of {object} ends/stops', function (this: PodwrightWorld, object: ObjectName) {
  putLoad(this, object, 0);
});

function putLoad({ cluster }: PodwrightWorld, { kind, name, namespace }: ObjectName, millis: number): void {
  if (!SHARING.includes(kind))
    throw told(`a ${kind} has no pods that share a load: say it of a ${SHARING.join(', a ')}`);
  cluster.cpuLoads.put({ kind, name, namespace: namespace ?? 'default' }, millis);
  cluster.installMetricsServer();
}

const SHARING = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DaemonSet', 'Service'];

/** As `kubectl get hpa` shows it: of the mean pod, in percent of its requests. */
observable(
  '{object} measures/sees {number}% CPU( utilization)',
  (world: PodwrightWorld, object: ObjectName, percent: Count) => utilization(world, object, 'cpu', percent),
);
observable(
  '{object} measures/sees {number}% memory( utilization)',
  (world: PodwrightWorld, object: ObjectName, percent: Count) => utilization(world, object, 'memory', percent),
);

function utilization(world: PodwrightWorld, object: ObjectName, resource: string, percent: Count): Observed {
  const { status } = autoscalerNow(world, object) ?? {};
  const all = (status?.currentMetrics ?? []).flatMap(
    ({ resource: whole, containerResource }) => whole ?? containerResource ?? [],
  );
  const value = all.find(({ name }) => name === resource)?.current.averageUtilization;
  return {
    holds: value !== undefined && percent.accepts(value),
    expected: `${percent.text} % of the requested ${resource} in use, as autoscaler "${object.name}" sees it`,
    seen: value === undefined ? 'it has no such measure' : `${value} %`,
  };
}

/** What it has decided last, whatever there is. */
observable('{object} wants {number} replica(s)', (world: PodwrightWorld, object: ObjectName, count: Count) => {
  const { status } = autoscalerNow(world, object) ?? {};
  return {
    holds: status !== undefined && count.accepts(status.desiredReplicas),
    expected: `${count.text} replicas, as autoscaler "${object.name}" wants it`,
    seen: status ? `${status.desiredReplicas}` : 'it has not looked yet',
  };
});

function autoscalerNow({ cluster }: PodwrightWorld, object: ObjectName): HorizontalPodAutoscaler | undefined {
  if (object.kind !== 'HorizontalPodAutoscaler') throw told(`a ${object.kind} measures nothing: say it of an hpa`);
  return objectNow(cluster, object) as HorizontalPodAutoscaler | undefined;
}
