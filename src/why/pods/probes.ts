import type { Probe } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { AppStory, probeText, startOf } from '../app';
import { capital, containerOf, containerText, type Past, shortened } from '../past';
import type { Said } from '../types';

interface ProbeDetail {
  readonly container: string;
  readonly probe: 'liveness' | 'readiness' | 'startup';
  readonly result: string;
  readonly output?: string;
}

/** A threshold was met: all the runs that counted, and what the first of them noticed. */
export function probeVerdict(past: Past, fact: Fact): Said {
  const { container, probe, result } = fact.detail as unknown as ProbeDetail;
  const pod = past.pod(fact.object, fact.seq);
  const who = `the ${probe} probe of ${containerText(pod, container)}`;
  const runs = runsBefore(past, fact);
  const first = runs.at(-1);
  if (result === 'success')
    return succeeded(past, fact, `${capital(who)} succeeded: ${probeText(probeIn(past, fact))}.`);
  const threshold = probeIn(past, fact)?.failureThreshold || 3;
  const times = runs.map(({ t }) => past.clock(t)).reverse();
  const counted = runs.length === 1 ? 'once' : `${runs.length} times in a row`;
  return {
    says: `${capital(who)} failed ${counted} (failureThreshold ${threshold}): at ${listed(times)}.`,
    rule: ruleOf(fact),
    because: first && { fact: first, about: 'fact' },
  };
}

/** What is behind a success: the start of the container, or the failures that came before. */
function succeeded(past: Past, fact: Fact, says: string): Said {
  const { container, probe } = fact.detail as unknown as ProbeDetail;
  const before = past.latest(
    fact.object,
    fact.seq - 1,
    ({ type, detail }) =>
      detail['container'] === container &&
      (type === 'container-started' || (type === 'probe-verdict' && detail['probe'] === probe)),
  );
  return { says, rule: ruleOf(fact), because: before && { fact: before, about: 'fact' } };
}

/** One run of a probe: what it asked, what came back, and what is behind a failure. */
export function probeRun(past: Past, fact: Fact): Said {
  const { container, probe, result, output = '' } = fact.detail as unknown as ProbeDetail;
  const pod = past.pod(fact.object, fact.seq);
  const what = probeText(probeIn(past, fact));
  const who = `the ${probe} probe of ${containerText(pod, container)}`;
  const started = startOf(past, fact.object, container, fact.seq);
  if (result === 'success' || result === 'warning')
    return { says: `${capital(who)} succeeded: ${what}.`, because: started && { fact: started, about: 'fact' } };
  const said = shortened(output);
  const seen = `${capital(who)} failed: ${what}${said ? ` → ${said}` : ' failed without a word'}`;
  const removal = past.journal.at(fact.cause);
  if (removal?.type === 'file-removed') return { says: `${seen}.`, because: { fact: removal, about: 'fact' } };
  const app = new AppStory(past, fact.object, container, fact.t, started);
  const asked = probeIn(past, fact);
  const reason = asked?.exec ? app.command() : app.answer(asked?.httpGet?.path, output) || silence(output);
  return { says: `${seen}${reason ? `; ${reason}` : ''}.`, root: 'app' };
}

/** The equal runs of the same probe up to a verdict, youngest first. */
function runsBefore(past: Past, verdict: Fact): Fact[] {
  const { container, probe, result } = verdict.detail as unknown as ProbeDetail;
  const most = Number(verdict.detail['runs'] ?? 1);
  let left = most;
  const isOurs = ({ type, detail }: Fact) =>
    type === 'container-started'
      ? detail['container'] === container
      : type === 'probe' && detail['container'] === container && detail['probe'] === probe;
  const goesOn = ({ type, detail }: Fact) =>
    type === 'probe' &&
    (detail['result'] === result || (result === 'success' && detail['result'] === 'warning')) &&
    left-- > 0;
  return past.run(verdict.object, verdict.seq, isOurs, goesOn);
}

function probeIn(past: Past, { object, seq, detail }: Fact): Probe | undefined {
  const container = containerOf(past.pod(object, seq), String(detail['container']));
  return container?.[`${detail['probe'] as ProbeDetail['probe']}Probe`];
}

/** The youngest run of a probe of a container, or its youngest verdict. */
export function latestOf(
  past: Past,
  pod: string,
  upTo: number,
  what: { type: 'probe' | 'probe-verdict'; container: string; probe: string },
): Fact | undefined {
  return past.latest(
    pod,
    upTo,
    ({ type, detail }) =>
      type === what.type && detail['container'] === what.container && detail['probe'] === what.probe,
  );
}

function ruleOf({ detail }: Fact): string | undefined {
  return detail['rule'] as string | undefined;
}

function listed(times: readonly string[]): string {
  const shown = times.length > 4 ? [...times.slice(0, 2), '…', ...times.slice(-1)] : times;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** What an answer of the network means, in other words. */
function silence(output: string): string {
  if (/connection refused/.test(output)) return 'nothing in the container listens there';
  return /context deadline exceeded|Timeout exceeded|i\/o timeout/.test(output) ? 'the app did not answer in time' : '';
}
