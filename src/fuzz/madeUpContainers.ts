import type { Container, Lifecycle, Probe } from '../api/index';
import type { ContainerPlan, HookPlan, InitPlan } from './arbitraries/containers';
import type { ProbePlan } from './arbitraries/probes';

const PORT = 8080;

/** Fields that a whole run goes without, by their bit. */
const OMITTED = [
  'liveness',
  'readiness',
  'startup',
  'preStop',
  'postStart',
  'inits',
  'service',
  'limits',
  'requests',
  'settings',
  'priority',
  'quota',
] as const;
type Omitted = (typeof OMITTED)[number];

export function isOmitted(without: number, what: Omitted): boolean {
  return (without & (1 << OMITTED.indexOf(what))) !== 0;
}

type Program = Pick<Container, 'image' | 'command'>;

function shell(script: string): Program {
  return { image: 'busybox:1.36', command: ['sh', '-c', script] };
}

/** A server that nobody described first: the most can happen to it. */
const SERVERS: readonly Program[] = [
  { image: 'example/web:1' },
  { image: 'example/web:1' },
  { image: 'nginx:1.25' },
  shell("trap 'exit 0' TERM; while true; do sleep 1; done"),
  shell('sleep 3600'),
  shell('sleep 20; exit 1'),
  shell('sleep 7'),
  shell('sleep 70; exit 1'),
  shell("trap 'sleep 4; exit 0' TERM; touch /tmp/live; sleep 40; rm /tmp/live; while true; do sleep 1; done"),
];

const TASKS: readonly Program[] = [
  { image: 'example/task:1' },
  shell('sleep 3'),
  shell('exit 0'),
  shell('sleep 2; exit 1'),
  shell('test -f /tmp/never || sleep 1; exit 3'),
];

export function serverContainer(name: string, plan: ContainerPlan, without: number): Container {
  const program = SERVERS[plan.program % SERVERS.length] as Program;
  return assemble(name, program, plan, without);
}

/** Sidecars are servers, other init containers end; probes and hooks are for what goes on. */
export function initContainer(name: string, plan: InitPlan, without: number): Container {
  if (plan.isSidecar) return { ...serverContainer(name, plan, without), restartPolicy: 'Always' };
  const { alwaysPulls, memoryLimit, cpus } = plan;
  return assemble(
    name,
    TASKS[plan.program % TASKS.length] as Program,
    { program: 0, alwaysPulls, memoryLimit, cpus },
    without,
  );
}

/** The container of a Job. */
export function taskContainer(name: string, plan: ContainerPlan, without: number): Container {
  return assemble(name, TASKS[plan.program % TASKS.length] as Program, plan, without);
}

function assemble(name: string, program: Program, plan: ContainerPlan, without: number): Container {
  const given = <T>(what: Omitted, value: T | undefined) => (isOmitted(without, what) ? undefined : value);
  const liveness = given('liveness', plan.liveness);
  const readiness = given('readiness', plan.readiness);
  const startup = given('startup', plan.startup);
  const lifecycle = hooks(given('preStop', plan.preStop), given('postStart', plan.postStart));
  return {
    name,
    ...program,
    ...(plan.alwaysPulls && { imagePullPolicy: 'Always' as const }),
    ...resources(plan, without),
    ...(liveness && { livenessProbe: { ...probe(liveness, program), successThreshold: 1 } }),
    ...(readiness && { readinessProbe: probe({ ...readiness, terminationGracePeriodSeconds: undefined }, program) }),
    ...(startup && { startupProbe: { ...probe(startup, program), successThreshold: 1 } }),
    ...(lifecycle && { lifecycle }),
  };
}

function resources({ memoryLimit, cpus }: ContainerPlan, without: number): Pick<Container, 'resources'> {
  const limits = memoryLimit && !isOmitted(without, 'limits') ? { limits: { memory: '64Mi' } } : {};
  const requests = cpus > 0 && !isOmitted(without, 'requests') ? { requests: { cpu: String(cpus) } } : {};
  return 'limits' in limits || 'requests' in requests ? { resources: { ...limits, ...requests } } : {};
}

function probe({ handler, ...numbers }: ProbePlan, program: Program): Probe {
  const given = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
  const port = program.image?.startsWith('nginx') ? 80 : PORT;
  const isShell = program.command !== undefined;
  const handlers: readonly Probe[] = isShell
    ? [
        { exec: { command: ['true'] } },
        { exec: { command: ['cat', '/tmp/live'] } },
        { exec: { command: ['sleep', '2'] } },
      ]
    : [{ httpGet: { path: '/healthz', port } }, { tcpSocket: { port } }, { httpGet: { port } }, { grpc: { port } }];
  return { ...(handlers[handler % handlers.length] as Probe), ...given };
}

function hooks(preStop: HookPlan | undefined, postStart: HookPlan | undefined): Lifecycle | undefined {
  if (!preStop && !postStart) return undefined;
  return { ...(postStart && { postStart: hook(postStart) }), ...(preStop && { preStop: hook(preStop) }) };
}

function hook({ handler, seconds }: HookPlan): NonNullable<Lifecycle['preStop']> {
  const handlers = [
    { exec: { command: ['sleep', String(seconds)] } },
    { exec: { command: ['sh', '-c', `sleep ${seconds}; exit 1`] } },
    { httpGet: { path: '/stop', port: PORT } },
    { exec: { command: ['/no/such/program'] } },
  ];
  return handlers[handler % handlers.length] as NonNullable<Lifecycle['preStop']>;
}
