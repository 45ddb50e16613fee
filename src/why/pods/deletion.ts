import type { Fact } from '../../kernel/index';
import { isWrite, objectOf, type Past } from '../past';

/** The write by which a pod (or another object) was asked to go, before a position of the journal. */
export function deletionOf(past: Past, object: string, upTo: number): Fact | undefined {
  let found: Fact | undefined;
  past.latest(object, upTo, (fact) => {
    if (!isWrite(fact)) return false;
    const isAsked = objectOf(fact).metadata.deletionTimestamp !== undefined || fact.detail['verb'] === 'removed';
    if (isAsked) found = fact;
    return !isAsked;
  });
  return found;
}
