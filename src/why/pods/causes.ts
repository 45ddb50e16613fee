import type { Fact } from '../../kernel/index';
import { AppStory, startOf } from '../app';
import { containerText, type Past, shortened } from '../past';
import type { Said } from '../types';

/** A program in a container, or what somebody said of its behaviour, took a file away. */
export function fileRemoved(past: Past, fact: Fact): Said {
  const { container, path, by } = fact.detail as { container: string; path: string; by: string };
  const who = containerText(past.pod(fact.object, fact.seq), container);
  const started = startOf(past, fact.object, container, fact.seq);
  const told = new AppStory(past, fact.object, container, fact.t, started).losesFile(path);
  const command = by.slice(by.indexOf(': ') + 2);
  const how = told ? 'that is how the app behaves' : command ? `by \`${shortened(command, 100)}\`` : 'by the app';
  return { says: `${path} was removed in ${who}${told ? `; ${how}` : ` ${how}`}.`, root: 'app' };
}

/** A registry, or the way to it, has refused an image. */
export function imagePullFailed(past: Past, fact: Fact): Said {
  const { image, message } = fact.detail as { image: string; message: string };
  return {
    says: `Image ${image} could not be pulled${times(past, fact)}: ${shortened(message, 300).replace(/\.$/, '')}.`,
    root: 'world',
  };
}

/** How often that has happened to the pod by now. */
function times(past: Past, fact: Fact): string {
  const isOne = ({ type, detail }: Fact) => type === 'image-pull-failed' && detail['image'] === fact.detail['image'];
  const { length } = past.run(fact.object, fact.seq, isOne, () => true);
  return length > 1 ? ` (try ${length})` : '';
}
