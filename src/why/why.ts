import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';
import { objectText } from './deeds';
import { logsOnNodes } from './logs';
import { kubeletEvent } from './nodes';
import { capital, type LogSource, Past } from './past';
import { fileRemoved, imagePullFailed } from './pods/causes';
import { containerState } from './pods/containers';
import { backOff, containerExited, containerStarted, hookRun } from './pods/lives';
import { probeRun, probeVerdict } from './pods/probes';
import { podReady } from './pods/ready';
import { podResize } from './pods/resize';
import { scheduled } from './pods/scheduling';
import { signalSent } from './pods/signals';
import { podStatus } from './pods/status';
import { request } from './requests';
import type { CauseLink, Moment, Root, Said } from './types';
import { workloadState } from './workloadState';
import { apiWrite } from './writes';

type Teller = (past: Past, fact: Fact) => Said;

/** Facts that a person needs; every other one is a hop on the way between them. */
const TELLERS: Readonly<Record<string, Teller>> = {
  'api-write': apiWrite,
  'pod-scheduled': scheduled,
  'container-started': containerStarted,
  'container-exited': containerExited,
  'signal-sent': signalSent,
  backoff: backOff,
  probe: probeRun,
  'probe-verdict': probeVerdict,
  'hook-started': hookRun,
  'hook-ended': hookRun,
  'file-removed': fileRemoved,
  'image-pull-failed': imagePullFailed,
  'kubelet-started': kubeletEvent,
  'kubelet-stopped': kubeletEvent,
  request,
};

const STATES: Readonly<Record<Exclude<Moment['about'], 'fact'>, (past: Past, moment: Moment) => Said>> = {
  status: (past, moment) => (moment.fact.object.startsWith('Pod/') ? podStatus : workloadState)(past, moment),
  ready: podReady,
  resize: podResize,
  container: containerState,
};

export interface WhyOptions {
  /** Virtual time that sentences count from: when the story began. */
  readonly startMs: number;
  /** Finds what containers wrote. Default: what still lies on the nodes. */
  readonly logs?: LogSource;
}

/** Walks from anything that was so back to what began it, a sentence a link. Reads the journal, changes nothing. */
export class Why {
  private readonly past: Past;
  private readonly known = new Map<string, Told>();

  constructor(cluster: Cluster, { startMs, logs = logsOnNodes(cluster) }: WhyOptions) {
    this.past = new Past(cluster, startMs, logs);
  }

  /** The links from a moment back to its root, newest first; never empty, and never the same moment twice. */
  chain(moment: Moment): CauseLink[] {
    const links: CauseLink[] = [];
    for (let told: Told | undefined = this.tell(moment); told; told = told.next && this.tell(told.next))
      links.push(told.link);
    return links;
  }

  /** One link, and the moment behind it. */
  tell(moment: Moment): Told {
    const key = keyOf(moment);
    const known = this.known.get(key);
    if (known) return known;
    const told = this.find(moment);
    this.known.set(key, told);
    return told;
  }

  private find(asked: Moment): Told {
    const now = this.newest(asked);
    let moment = now;
    let said = this.said(moment);
    // A state that is another state's, or a fact's, is told by that; a fact that says nothing to people by what is behind it.
    for (let hops = 0; said.says === '' && hops < MOST_HOPS; hops++) {
      const behind = said.because ?? this.behind(moment.fact);
      if (!behind) break;
      moment = behind;
      said = this.said(moment);
    }
    const { fact } = moment;
    const because = said.root === undefined ? (said.because ?? this.behind(fact)) : undefined;
    const next = because && isBefore(because, moment) ? because : undefined;
    const root: Root | undefined = said.root ?? (next ? undefined : this.beginning(fact));
    const { says = '', rule } = said;
    const link = {
      fact: fact === now.fact ? asked.fact.seq : fact.seq,
      t: fact === now.fact ? since(asked, now, next) : fact.t,
      object: fact.object,
      says: says || capital(`${fact.component} told of ${objectText(fact.object)}: ${fact.type}.`),
      ...(rule && { rule }),
      ...(root && { root }),
    };
    return { link, next };
  }

  /** A state is told by the newest version of its object: messages change while the word stays. */
  private newest(moment: Moment): Moment {
    if (moment.about === 'fact' || moment.untilMs === undefined) return moment;
    const fact = this.past.version(moment.fact.object, this.past.end(moment));
    return fact && fact.seq > moment.fact.seq && fact.detail['verb'] !== 'removed' ? { ...moment, fact } : moment;
  }

  private said(moment: Moment): Said {
    if (moment.about !== 'fact') return STATES[moment.about](this.past, moment);
    return TELLERS[moment.fact.type]?.(this.past, moment.fact) ?? { says: '' };
  }

  /** What the journal has no cause for was there before the story, or somebody's hand did it. */
  private beginning({ t }: Fact): Root {
    return t < this.past.startMs ? 'start' : 'deed';
  }

  /** The nearest cause in the journal that a person needs: events and the kubelet's own reports are none. */
  private behind({ cause }: Fact): Moment | undefined {
    const { journal } = this.past;
    for (let fact = journal.at(cause); fact; fact = journal.at(fact.cause)) {
      if (TELLERS[fact.type] && !isReport(fact)) return { fact, about: 'fact' };
    }
    return undefined;
  }
}

/** Since when a state is so; one with a younger reason than its beginning is told at the time of that. */
function since(asked: Moment, now: Moment, next: Moment | undefined): number {
  return next && next.fact.t > asked.fact.t ? Math.max(now.fact.t, next.fact.t) : asked.fact.t;
}

/** A link, and what is behind it unless it is a root. */
export interface Told {
  readonly link: CauseLink;
  readonly next: Moment | undefined;
}

const MOST_HOPS = 8;
const RANK: Readonly<Record<Moment['about'], number>> = { status: 4, ready: 3, resize: 2, container: 1, fact: 0 };

/** Causes are older; at one fact the pod's state comes from its container's, and that from what happened. So no chain has a loop. */
function isBefore(because: Moment, moment: Moment): boolean {
  const { seq } = because.fact;
  if (seq < moment.fact.seq) return true;
  // Only a state that is asked about for longer can have a younger reason, such as the last run of a probe; from there it goes back.
  if (seq > moment.fact.seq)
    return moment.untilMs !== undefined && (because.about === 'fact' || because.fact.object !== moment.fact.object);
  return RANK[because.about] < RANK[moment.about] || because.container !== moment.container;
}

function isReport({ type, object, detail }: Fact): boolean {
  if (type !== 'api-write') return type === 'probe';
  return object.startsWith('Event/') || (detail['verb'] === 'status' && String(detail['by']).startsWith('kubelet/'));
}

function keyOf({ fact, about, container = '', untilMs = fact.t }: Moment): string {
  return about === 'fact' ? `${fact.seq}` : `${fact.seq} ${about} ${container} ${untilMs}`;
}
