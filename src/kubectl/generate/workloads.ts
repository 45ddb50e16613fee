import { type CronJob, type Deployment, findResource, type Job, type PodSpec } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { type CommandSpec, int, list, text } from '../command/spec';
import { failure } from '../errors';
import { make, makeFlags, metadata, nameOf } from './make';

export const deployment: CommandSpec = {
  name: 'deployment',
  aliases: ['deploy'],
  flags: [...makeFlags, list('image'), int('replicas', { short: 'r', value: '1' }), int('port')],
  *run(call) {
    const images = call.list('image');
    if (images.length === 0) throw failure('required flag(s) "image" not set');
    const name = nameOf(call);
    if (images.length > 1 && call.dash?.length) throw failure('cannot specify multiple --image options and command');
    const port = call.int('port');
    const labels = { app: name };
    const containers = images.map((image, i) => ({
      name: containerName(image),
      image,
      ...(call.dash?.length ? { command: [...call.dash] } : {}),
      ...(port && i === 0 ? { ports: [{ containerPort: port }] } : {}),
      resources: {},
    }));
    const object: Deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata(call, name, labels),
      spec: {
        replicas: call.int('replicas') ?? 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
        strategy: {},
      },
    };
    return yield* make(call, object);
  },
};

/** The last part of an image's name, as `create deployment` names its containers. */
function containerName(image: string): string {
  const last = image.split('/').pop() as string;
  return last.replace(/[:@].*$/, '').replace(/[^a-z0-9-]/g, '-');
}

export const job: CommandSpec = {
  name: 'job',
  flags: [...makeFlags, text('image'), text('from')],
  *run(call) {
    const name = nameOf(call);
    const from = call.text('from');
    const image = call.text('image');
    if (!from === !image) throw failure('either --image or --from must be specified');
    if (from && call.dash?.length) throw failure('cannot specify --from and command');
    if (from) return yield* make(call, yield* jobFrom(call, name, from));
    const object: Job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadata(call, name),
      spec: { template: { metadata: {}, spec: onePod(call, name, image as string, 'Never') } },
    };
    return yield* make(call, object);
  },
};

/** `create job NAME --from=cronjob/cj`: starts a CronJob by hand. */
function* jobFrom(call: Call, name: string, from: string): Task<Job> {
  const [type = '', cronName = ''] = from.split('/');
  if (findResource(type)?.kind !== 'CronJob' || !cronName) throw failure(`from must be an existing cronjob: ${from}`);
  const cron = yield* call.session.client.get<CronJob>('CronJob', call.session.namespace, cronName);
  const { jobTemplate } = cron.spec;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...metadata(call, name, jobTemplate.metadata?.labels),
      annotations: { ...jobTemplate.metadata?.annotations, 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'CronJob', name: cronName, uid: cron.metadata.uid ?? '', controller: true },
      ],
    },
    spec: jobTemplate.spec,
  };
}

export const cronJob: CommandSpec = {
  name: 'cronjob',
  aliases: ['cj'],
  flags: [...makeFlags, text('image'), text('schedule'), text('restart', { value: 'OnFailure' })],
  *run(call) {
    const image = call.text('image');
    const schedule = call.text('schedule');
    const missing = [...(image ? [] : ['"image"']), ...(schedule ? [] : ['"schedule"'])];
    if (!image || !schedule) throw failure(`required flag(s) ${missing.join(', ')} not set`);
    const name = nameOf(call);
    const restart = call.text('restart') as PodSpec['restartPolicy'];
    const object: CronJob = {
      apiVersion: call.session.release.text('madeCronJobVersion'),
      kind: 'CronJob',
      metadata: metadata(call, name),
      spec: {
        schedule,
        jobTemplate: {
          metadata: { name },
          spec: { template: { metadata: {}, spec: onePod(call, name, image, restart) } },
        },
      },
    };
    return yield* make(call, object);
  },
};

function onePod(call: Call, name: string, image: string, restartPolicy: PodSpec['restartPolicy']): PodSpec {
  const command = call.dash?.length ? { command: [...call.dash] } : {};
  return { containers: [{ name, image, ...command, resources: {} }], restartPolicy };
}
