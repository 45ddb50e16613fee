import { defineParameterType } from '@cucumber/cucumber';
import {
  assertPodIsKnown,
  type EventRow,
  eventRows,
  type ObjectName,
  objectEvents,
  objectName,
  objectNow,
  timesHappened,
} from '../src/index';
import { calling, unquoted } from './names';
import { OBJECT, readObject } from './objects';
import { STATUS } from './parameters';
import type { PodwrightWorld } from './world';

/** Events as sentences call them: `event BackOff`, `a Warning event of pod "web"`, `an event "Pulled" with message "already present"`. */
export interface EventSaid {
  readonly text: string;
  readonly type?: string;
  readonly reason?: string;
  readonly about?: ObjectName;
  readonly message?: string;
}

const POD = calling('Pod|pod|po');
const TEXT = `(?:"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*')`;
const WITH_REASON = 'with (?:the )?reason ';
const MESSAGE = `(?:with (?:the |a )?message(?: containing)?|whose message contains|that (?:says|contains)|containing|saying|with(?= ["']))`;
const PARTS = `(?: (?:${WITH_REASON})?(?<reason>${STATUS}))?(?: (?:of|for|about|on) (?:(?<pod>${POD.source})|(?<object>${OBJECT.source})))?(?: ${WITH_REASON}(?<reason2>${STATUS}))?(?: ${MESSAGE} (?<message>${TEXT}))?`;
/** One that is not told from others needs an article: `an event says "…"`. */
const NOUN = `(?:(?:the|an?|any|some) )?(?:(?<type>[Ww]arning|[Nn]ormal) events?|(?<type2>[Ww]arnings?)|(?:(?<=\\ban |\\bany |\\bthe )event|events?(?= (?:["'A-Z]|(?:with|of|for(?! \\d)|about|on|whose|that) ))))`;
const WHOLE = new RegExp(`^${NOUN}${PARTS}$`);

defineParameterType({
  name: 'event',
  regexp: new RegExp(`${NOUN}${PARTS}`.replaceAll(/\?<\w+>/g, '?:')),
  transformer: readEvent,
  useForSnippets: false,
});

function readEvent(text: string): EventSaid {
  const { type, type2, reason, reason2, pod, object, message } = WHOLE.exec(text)?.groups ?? {};
  const [kind, why] = [type ?? type2, reason ?? reason2];
  return {
    text: text.replace(/^(?:the|an?|any|some) /, ''),
    ...(kind !== undefined && { type: /^w/i.test(kind) ? 'Warning' : 'Normal' }),
    ...(why !== undefined && { reason: unquoted(why) }),
    ...(pod !== undefined && { about: readPodObject(pod) }),
    ...(object !== undefined && { about: readObject(object) }),
    ...(message !== undefined && { message: message.slice(1, -1).replaceAll(/\\(.)/g, '$1') }),
  };
}

function readPodObject(text: string): ObjectName {
  const { name, namespace } = POD.read(text);
  return objectName('pod', name, namespace);
}

/** What was written of them by now, oldest first. @throws Error when there never was what they are about */
export function eventsSaid(world: PodwrightWorld, said: EventSaid, about = said.about): EventRow[] {
  const { type, reason, message = '' } = said;
  return rowsAbout(world, about).filter(
    (row) =>
      (type === undefined || row.type === type) &&
      (reason === undefined || row.reason === reason) &&
      row.message.includes(message),
  );
}

/** How often they happened: an event counts what was combined into it. */
export function countOf(rows: readonly EventRow[]): number {
  return [...new Set(rows.map(({ reason }) => reason))].reduce((sum, reason) => sum + timesHappened(rows, reason), 0);
}

/** All events about something, or about anything. @throws Error with the near names when there never was such a thing */
function rowsAbout({ cluster }: PodwrightWorld, about: ObjectName | undefined): EventRow[] {
  if (!about) return eventRows(cluster);
  const { kind, name, namespace = 'default' } = about;
  if (kind === 'Pod') assertPodIsKnown(cluster, name, namespace);
  else if (!name.includes('*')) objectNow(cluster, about);
  return objectEvents(cluster, about);
}
