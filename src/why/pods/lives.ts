import type { Fact } from '../../kernel/index';
import { AppStory, commandText, startOf } from '../app';
import { capital, containerOf, containerText, type Past, statusesOf, timeText } from '../past';
import type { Said } from '../types';
import { deletionOf } from './deletion';

/** A container was started: for the first time, or again after the end of the instance before. */
export function containerStarted(past: Past, fact: Fact): Said {
  const { container, attempt = 0, rule } = fact.detail as { container: string; attempt?: number; rule?: string };
  const pod = past.pod(fact.object, fact.seq);
  const who = capital(containerText(pod, container));
  const isEnd = ({ type }: Fact) => type === 'container-exited';
  const own = past.latest(fact.object, fact.seq, (f) => isEnd(f) && f.detail['container'] === container);
  if (attempt > 0 && own)
    return {
      says: `${who} was started again (restart ${attempt}) ${pauseText(fact.t - own.t)}.`,
      rule,
      because: { fact: own, about: 'fact' },
    };
  const init = past.latest(fact.object, fact.seq, (f) => isEnd(f) && f.detail['kind'] === 'init');
  if (init)
    return {
      says: `${who} was started, as ${containerText(pod, String(init.detail['container']))} had ended with ${init.detail['exitCode']}.`,
      because: { fact: init, about: 'fact' },
    };
  return { says: `${who} was started.`, rule, because: past.beginning(fact) };
}

function pauseText(pauseMs: number): string {
  return pauseMs < AT_ONCE_MS ? 'at once' : `${timeText(pauseMs)} after its end`;
}

/** Making and starting a container takes about so long. */
const AT_ONCE_MS = 500;

/** What takes less is not worth a figure: most of it is the runtime's, which notices an end some time after it. */
const MOMENT_MS = 150;

/** A container has ended: killed by a signal that somebody sent, out of memory, with its machine, or by itself. */
export function containerExited(past: Past, fact: Fact): Said {
  const {
    container,
    attempt = 0,
    exitCode,
    reason,
  } = fact.detail as { container: string; attempt?: number; exitCode: number; reason?: string };
  const pod = past.pod(fact.object, fact.seq);
  const who = capital(containerText(pod, container));
  const started = startOf(past, fact.object, container, fact.seq);
  const ran = started
    ? `, ${fact.t - started.t < MOMENT_MS ? 'right' : timeText(fact.t - started.t)} after its start`
    : '';
  const app = new AppStory(past, fact.object, container, fact.t, started);
  const own = app.end(exitCode);
  if (reason === 'OOMKilled') {
    const has = pod && statusesOf(pod).find(({ name }) => name === container)?.resources;
    const limit = (has ?? containerOf(pod, container)?.resources)?.limits?.['memory'];
    const says = `${who} was OOMKilled${ran}: it used more memory than its limit${limit ? ` of ${limit}` : ''}${own ? `; ${own}` : ''}.`;
    return { says, rule: 'exit/oom-killed-by-any-process', root: 'app' };
  }
  if (reason === 'StartError')
    return {
      says: `${who} could not be started: exit code ${exitCode}, StartError.`,
      rule: 'exit/128-without-a-start',
      root: 'manifest',
    };
  const signal = past.latest(
    fact.object,
    fact.seq,
    ({ type, detail }) => (type === 'signal-sent' || type === 'container-started') && detail['container'] === container,
  );
  if (signal?.type === 'signal-sent')
    return {
      says: `${who} ended with exit code ${exitCode} on ${signal.detail['signal']}.`,
      because: { fact: signal, about: 'fact' },
    };
  const power = past.journal.at(fact.cause);
  const down = power?.type === 'kubelet-stopped' || exitCode === 255 ? nodeStop(past, fact) : undefined;
  if (down)
    return {
      says: `${who} ended with exit code ${exitCode}: its machine went down.`,
      because: { fact: down, about: 'fact' },
    };
  const words = past.lastWords(fact.object, container, attempt, fact.t);
  const command = commandText(containerOf(pod, container) ?? { name: container });
  const what =
    exitCode === 0 ? 'has done its work and ended with exit code 0' : `ended by itself with exit code ${exitCode}`;
  return {
    says: `${who} ${what}${ran}${command ? `: it runs ${command}` : ''}${own ? `; ${own}` : ''}${words ? `. It said last: “${words}”` : ''}.`,
    root: 'app',
  };
}

function nodeStop(past: Past, { object, seq }: Fact): Fact | undefined {
  const node = past.pod(object, seq)?.spec.nodeName;
  return past.journal.about(`Node/${node}`).findLast((fact) => fact.seq <= seq && fact.type === 'kubelet-stopped');
}

/** A container waits before it is started again. */
export function backOff(past: Past, fact: Fact): Said {
  const { container, delayMs, rule } = fact.detail as { container: string; delayMs: number; rule?: string };
  const pod = past.pod(fact.object, fact.seq);
  const end = past.latest(
    fact.object,
    fact.seq,
    ({ type, detail }) => type === 'container-exited' && detail['container'] === container,
  );
  const ends = end ? ` after its last end, until ${past.clock(end.t + delayMs)}` : '';
  return {
    says: `${capital(containerText(pod, container))} is started again ${timeText(delayMs)}${ends} (CrashLoopBackOff).`,
    rule,
    because: end && { fact: end, about: 'fact' },
  };
}

export function hookRun(past: Past, fact: Fact): Said {
  const {
    container,
    hook,
    ok,
    output = '',
  } = fact.detail as { container: string; hook: string; ok?: boolean; output?: string };
  const who = `hook ${hook} of ${containerText(past.pod(fact.object, fact.seq), container)}`;
  if (fact.type === 'hook-started' && hook === 'preStop') {
    const deletion = deletionOf(past, fact.object, fact.seq);
    return {
      says: `The ${who} was started.`,
      rule: 'kill/pre-stop-before-the-signal',
      because: deletion && { fact: deletion, about: 'fact' },
    };
  }
  if (fact.type === 'hook-started') {
    const started = startOf(past, fact.object, container, fact.seq);
    return { says: `The ${who} was started.`, because: started && { fact: started, about: 'fact' } };
  }
  const began = past.latest(
    fact.object,
    fact.seq,
    ({ type, detail }) => type === 'hook-started' && detail['hook'] === hook && detail['container'] === container,
  );
  if (ok !== false)
    return {
      says: `The ${who} ended${began ? ` after ${timeText(fact.t - began.t)}` : ''}.`,
      because: began && { fact: began, about: 'fact' },
    };
  return { says: `The ${who} failed: ${output.trim() || 'without a word'}.`, root: 'app' };
}
