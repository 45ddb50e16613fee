import { matches } from '../kernel/index';
import { nearest } from '../observe/nearest';
import type { Play } from './play';

/** Which pods are meant: `web`, `web-*`, `shop/web-*`. Without a namespace, those of every one. */
export class PodPattern {
  constructor(readonly text: string) {}

  /** @param pod `namespace/name` */
  matches(pod: string): boolean {
    return matches(this.text.includes('/') ? this.text : `*/${this.text}`, pod);
  }

  /** Every pod that there ever was and that is meant, `namespace/name`, oldest first. */
  everMatched(play: Play): string[] {
    return podNames(play).filter((pod) => this.matches(pod));
  }

  /** What to say when none is meant. */
  nobody(play: Play): string {
    const names = podNames(play).map((pod) => (this.text.includes('/') ? pod : pod.slice(pod.indexOf('/') + 1)));
    return `there never was a pod "${this.text}"; ${nearest(this.text, names)}`;
  }
}

function podNames({ cluster }: Play): string[] {
  return [...new Set(cluster.podsEver().map(({ metadata }) => `${metadata.namespace}/${metadata.name}`))];
}

/** `namespace/name` as people say it: without `default`. */
export function shown(pod: string): string {
  return pod.replace(/^default\//, '');
}
