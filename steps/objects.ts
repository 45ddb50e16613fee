import { defineParameterType } from '@cucumber/cucumber';
import { type ObjectName, objectName } from '../src/index';
import { calling, eitherCase } from './names';

/** Objects of any kind but pods, which have sentences of their own. */
const KINDS = [
  ...['ConfigMap', 'CronJob', 'DaemonSet', 'Deployment', 'Endpoints', 'HorizontalPodAutoscaler', 'Job', 'LimitRange'],
  ...['Namespace', 'Node', 'PersistentVolume', 'PersistentVolumeClaim', 'PodDisruptionBudget', 'PriorityClass'],
  ...['ReplicaSet', 'ReplicationController', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount', 'StatefulSet'],
  'StorageClass',
];

/** Short names, as kubectl takes them. */
const SHORT = 'cm|cj|ds|deploy|hpa|ns|pv|pvc|pdb|pc|rs|rc|svc|sa|sts|sc';

/** How people write some of them besides. */
const SPELLINGS: Readonly<Record<string, string>> = {
  PVC: 'pvc',
  PDB: 'pdb',
  HPA: 'hpa',
  autoscaler: 'hpa',
  'horizontal pod autoscaler': 'hpa',
  budget: 'pdb',
  'disruption budget': 'pdb',
  'pod disruption budget': 'pdb',
  claim: 'pvc',
  'volume claim': 'pvc',
  'persistent volume claim': 'pvc',
  'config map': 'configmap',
  'cron job': 'cronjob',
  'daemon set': 'daemonset',
  'replica set': 'replicaset',
  'stateful set': 'statefulset',
};

/** How objects of other kinds than Pod are called. */
export const OBJECT = calling([...KINDS.map(eitherCase), SHORT, ...Object.keys(SPELLINGS)].join('|'));

/** What a sentence calls an object: `the "web" deployment`. @throws Error when the API has no such kind */
export function readObject(text: string): ObjectName {
  const { kind, name, namespace } = OBJECT.read(text);
  return objectName(SPELLINGS[kind] ?? kind, name, namespace);
}

/** The same but for nodes, of which some sentences say what somebody does to them. */
defineParameterType({
  name: 'markable',
  regexp: new RegExp(`(?!(?:the )?[Nn]ode\\b)${OBJECT.source}`),
  transformer: readObject,
  useForSnippets: false,
});

/** The same but for namespaces, in which other things are. */
defineParameterType({
  name: 'workload',
  regexp: new RegExp(`(?!(?:the )?(?:[Nn]amespace|ns|[Nn]ode)\\b)${OBJECT.source}`),
  transformer: readObject,
  useForSnippets: false,
});

/** `deployment "web"`, `job "pi" in namespace "dev"`. */
defineParameterType({
  name: 'object',
  regexp: new RegExp(OBJECT.source),
  transformer: readObject,
  useForSnippets: false,
});
