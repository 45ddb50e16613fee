import type { Deployment, KubeObject } from '../../api';
import { type Task, TIMED_OUT } from '../../kernel';
import type { Call } from '../command/call';
import {
  bool,
  type CommandSpec,
  dryRun,
  duration,
  fileFlags,
  int,
  outputFlags,
  selectorFlags,
  text,
} from '../command/spec';
import { writeTemplate } from '../describe/template';
import { DescribeWriter } from '../describe/writer';
import { failure, markedFailure } from '../errors';
import { suffix } from '../objects';
import { changeText } from '../output/printer';
import type { Found } from '../selection';
import { groupKind, pluralWord, referenceOf } from '../session';
import { visitEach } from '../visiting';
import { deadline, follow } from '../waiting';
import { type Revision, revisionsOf } from './revisions';
import { progressOf } from './rolloutStatus';

const flags = [...fileFlags, ...selectorFlags, ...outputFlags, dryRun, text('field-manager')];

export const rollout: CommandSpec = {
  name: 'rollout',
  commands: [
    { name: 'history', flags: [...flags, int('revision', { value: '0' })], run: each(history) },
    { name: 'pause', flags, run: each(pause) },
    { name: 'restart', flags, run: each(restart) },
    { name: 'resume', flags, run: each(resume) },
    {
      name: 'status',
      flags: [
        ...flags,
        bool('watch', { short: 'w', value: true }),
        duration('timeout'),
        int('revision', { value: '0' }),
      ],
      run: each(status),
    },
    { name: 'undo', flags: [...flags, int('to-revision', { value: '0' })], run: each(undo) },
  ],
};

function each(action: (call: Call, found: Found) => Task): (call: Call) => Task<number> {
  return function* run(call) {
    if (call.args.length === 0 && !call.given('filename')) throw failure('required resource not specified');
    let isEmpty = true;
    const code = yield* visitEach(call, call.args, (found) => {
      isEmpty = false;
      return action(call, found);
    });
    const { namespace, release } = call.session;
    if (isEmpty && SAYS_NOTHING_FOUND.test(call.path) && release.has('rolloutSaysNothingFound'))
      call.session.error(`No resources found in ${namespace} namespace.`);
    return code;
  };
}

const SAYS_NOTHING_FOUND = /pause|resume|restart|status/;

function say(call: Call, object: KubeObject, what: string): void {
  call.session.io.stdout(changeText(object, what + suffix(call), call.text('output'), call.session.release));
}

function patch(call: Call, { resource, object }: Found, body: unknown): Task<KubeObject> {
  const { name, namespace } = object.metadata;
  const options = { type: 'strategic', dryRun: call.dryRun === 'server' } as const;
  return call.session.client.patch<KubeObject>(resource.kind, namespace, name, body, options);
}

/** One line for every change of the object, even if it reads the same. */
function* status(call: Call, { resource, object }: Found): Task {
  const { session } = call;
  const { name, namespace = '' } = object.metadata;
  const wanted = call.int('revision') ?? 0;
  const deadlineMs = deadline(session, call.durationMs('timeout'));
  const seen = yield* follow<KubeObject, boolean>(session, resource, namespace, name, deadlineMs, (now) => {
    if (!now) throw failure('object has been deleted');
    const { text, done } = progressOf(now, wanted);
    session.line(text);
    return done || !call.flag('watch') ? true : undefined;
  });
  if (seen === TIMED_OUT) throw failure('timed out waiting for the condition');
}

function* restart(call: Call, found: Found): Task {
  const { kind } = found.object;
  if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind)) {
    throw markedFailure(`${pluralWord(found.resource)} "${found.object.metadata.name}" restarting is not supported`);
  }
  if ((found.object as Deployment).spec.paused) {
    throw markedFailure(
      `${pluralWord(found.resource)} "${found.object.metadata.name}" can't restart paused deployment (run rollout resume first)`,
    );
  }
  const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
  const now = call.session.api.now();
  const { name } = found.object.metadata;
  if ((found.object as Deployment).spec.template.metadata?.annotations?.[RESTARTED_AT] === now)
    throw failure(call.session.release.text('restartTwice', { name }));
  const annotations = { [RESTARTED_AT]: now };
  if (call.dryRun !== 'client') yield* patch(call, found, { spec: { template: { metadata: { annotations } } } });
  say(call, found.object, 'restarted');
}

function* pause(call: Call, found: Found): Task {
  const reference = deploymentOnly(found, 'pausing');
  if ((found.object as Deployment).spec.paused) throw markedFailure(`${reference} is already paused`);
  if (call.dryRun !== 'client') yield* patch(call, found, { spec: { paused: true } });
  say(call, found.object, 'paused');
}

function* resume(call: Call, found: Found): Task {
  const reference = deploymentOnly(found, 'resuming');
  if (!(found.object as Deployment).spec.paused) throw markedFailure(`${reference} is not paused`);
  if (call.dryRun !== 'client') yield* patch(call, found, { spec: { paused: null } });
  say(call, found.object, 'resumed');
}

function deploymentOnly({ resource, object }: Found, verb: string): string {
  const reference = `${pluralWord(resource)} "${object.metadata.name}"`;
  if (object.kind !== 'Deployment') throw markedFailure(`${reference} ${verb} is not supported`);
  return reference;
}

function* undo(call: Call, found: Found): Task {
  const { object } = found;
  const { kind } = object;
  const { name } = object.metadata;
  const revisions = yield* revisionsOf(call.session, object);
  if (!revisions) throw failure(`no rollbacker has been implemented for "${groupKind(found.resource)}"`);
  const target = rollbackTarget(
    revisions,
    call.int('to-revision') ?? 0,
    kind === 'Deployment' ? `no rollout history found for deployment "${name}"` : 'no last revision to roll back to',
  );
  if (call.dryRun === 'client') {
    const text = templateText(call, target);
    say(call, object, kind === 'Deployment' ? text : `will roll back to ${text}`);
    return;
  }
  if ((object as Deployment).spec.paused) throw failure(call.session.release.text('rollbackPaused', { name }));
  const current = (object as Deployment).spec.template;
  const same = JSON.stringify(normal(current)) === JSON.stringify(normal(target.template));
  if (same) {
    say(call, object, `skipped rollback (current template already matches revision ${target.number})`);
    return;
  }
  const operations = [{ op: 'replace', path: '/spec/template', value: target.template }];
  const options = { type: 'json', dryRun: call.dryRun === 'server' } as const;
  yield* call.session.client.patch(found.resource.kind, object.metadata.namespace, name, operations, options);
  say(call, object, 'rolled back');
}

/** The revision asked for, or the one before the newest. @throws KubectlError */
function rollbackTarget(revisions: readonly Revision[], wanted: number, none: string): Revision {
  if (wanted > 0) {
    const found = revisions.find((revision) => revision.number === wanted);
    if (!found) throw failure(`unable to find specified revision ${wanted} in history`);
    return found;
  }
  const previous = revisions[revisions.length - 2];
  if (!previous) throw failure(none);
  return previous;
}

/** For comparing templates: keys in one order. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined && child !== null);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, normal(child)]));
}

/** The template of a revision, described. */
function templateText({ session }: Call, revision: Revision): string {
  const out = new DescribeWriter();
  writeTemplate(out, revision.shown, { nowMs: session.nowMs, release: session.release });
  return out.raw();
}

function* history(call: Call, { resource, object }: Found): Task {
  const { session } = call;
  const revisions = yield* revisionsOf(session, object);
  if (!revisions) throw failure(`no history viewer has been implemented for "${groupKind(resource)}"`);
  const wanted = call.int('revision') ?? 0;
  if (wanted > 0) {
    const revision = revisions.find(({ number }) => number === wanted);
    if (!revision) throw failure(`unable to find the specified revision`);
    session.line(`${referenceOf(object)} with revision #${wanted}`);
    session.line(templateText(call, revision));
    return;
  }
  session.line(`${referenceOf(object)} `);
  if (revisions.length === 0) {
    session.line('No rollout history found.');
    return;
  }
  const out = new DescribeWriter();
  out.line(0, 'REVISION\tCHANGE-CAUSE');
  for (const { number, cause } of revisions) out.line(0, `${number}\t${cause || '<none>'}`);
  session.line(out.toString());
}
