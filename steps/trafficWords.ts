import { defineParameterType } from '@cucumber/cucumber';
import { DURATION, nearest, parseDuration, type RequestFact, requests } from '../src/index';
import { NAME, unquoted } from './names';
import { readService, SERVICE, type ServiceName } from './services';
import type { PodwrightWorld } from './world';

/** Words of the sentences about requests: which ones, how many, and why some failed. */

/** `requests to service "web"`, `request of client "patient" in the last 3s`. */
export interface Traffic {
  readonly text: string;
  readonly service?: string;
  readonly client?: string;
  readonly lastMs?: number;
}

defineParameterType({
  name: 'requests',
  regexp: new RegExp(
    `requests?(?: to (${SERVICE.source})| (?:of|from|by) client (${NAME}))?(?: in the last (${DURATION}))?`,
  ),
  transformer: (service?: string, client?: string, last?: string): Traffic => ({
    text: '',
    ...(service !== undefined && toService(readService(service))),
    ...(client !== undefined && { text: ` of client "${unquoted(client)}"`, client: unquoted(client) }),
    ...(last !== undefined && { lastMs: parseDuration(last) }),
  }),
  useForSnippets: false,
});

function toService({ name, namespace }: ServiceName): Traffic {
  return { text: ` to service "${name}"`, service: `${namespace}/${name}` };
}

/** @throws Error when none was sent: a misspelt name must not pass a check. */
export function sent(world: PodwrightWorld, { text, lastMs, ...query }: Traffic): RequestFact[] {
  const sinceMs = lastMs === undefined ? 0 : world.cluster.now - lastMs;
  const found = requests(world.cluster, { ...query, sinceMs });
  if (found.length > 0) return found;
  const all = requests(world.cluster);
  const names = new Set(all.map(({ client, service }) => (query.client === undefined ? service : client)));
  throw new Error(`no client has sent a request${text}; ${nearest(query.client ?? query.service ?? '', [...names])}`);
}

/** A number of requests, or a share of all. */
export interface Amount {
  readonly text: string;
  accepts(count: number, total: number): boolean;
}

const RELATIONS: Readonly<Record<string, (count: number, bound: number) => boolean>> = {
  'at least': (count, bound) => count >= bound,
  'at most': (count, bound) => count <= bound,
  'less than': (count, bound) => count < bound,
  'fewer than': (count, bound) => count < bound,
  'more than': (count, bound) => count > bound,
  exactly: (count, bound) => count === bound,
};

defineParameterType({
  name: 'amount',
  regexp:
    /no|some|every|each|all(?: of)?(?: the)?|(?:at least|at most|more than|less than|fewer than|exactly) \d+(?:\.\d+)?(?: ?%)?(?: of)?(?: the)?(?: times? a)?/,
  transformer: (text: string): Amount => {
    const [, relation, number, percent] = /^(\D+?) ([\d.]+)( ?%)?/.exec(text) ?? [];
    const holds = RELATIONS[relation ?? ''];
    if (holds)
      return { text, accepts: (count, total) => holds(percent ? (100 * count) / total : count, Number(number)) };
    if (/^(?:every|each|all)/.test(text)) return { text, accepts: (count, total) => count === total };
    return { text, accepts: (count) => count > 0 === (text === 'some') };
  },
  useForSnippets: false,
});

/** Why a request failed, as a client would put it. */
export interface Loss {
  readonly text: string;
  is(request: RequestFact): boolean;
}

const LOSSES: Readonly<Record<string, RequestFact['reason']>> = {
  'nothing listened': 'refused',
  'the service had no endpoint': 'no-endpoint',
  'nobody answered in time': 'timeout',
  'the connection was cut': 'cut',
  'the name did not resolve': 'name',
  'no way led there': 'unreachable',
  'the answer was 5xx': 'server-error',
  'they timed out': 'timeout',
  'they were refused': 'refused',
  'they were cut': 'cut',
};

defineParameterType({
  name: 'loss',
  regexp: new RegExp(`${Object.keys(LOSSES).join('|')}|the answer was 5\\d\\d`),
  transformer: (text: string): Loss => {
    const status = Number(/ (5\d\d)$/.exec(text)?.[1]);
    if (status) return { text, is: (request) => request.status === status };
    return { text, is: ({ reason }) => reason !== undefined && reason === LOSSES[text] };
  },
  useForSnippets: false,
});
