import type { Fact } from '../../kernel/index';
import type { Invariant } from './invariant';

export const onePullAtATime: Invariant = {
  name: 'image/one-pull-at-a-time',
  says: 'A node pulls one image at a time.',
  source: 'kubernetes.io, Images, Serial and parallel image pulls; KubeletConfiguration serializeImagePulls',
  observe() {
    const pulling = new Map<string, string>();
    const ended = ({ component }: Fact): undefined => {
      pulling.delete(component);
    };
    return {
      'image-pulling': ({ component, detail }) => {
        const other = pulling.get(component);
        pulling.set(component, String(detail['image']));
        return other && `${component} pulls ${detail['image']} while it still pulls ${other}`;
      },
      'image-pulled': ended,
      'image-pull-failed': ended,
      // A machine that goes down takes its pulls along.
      'kubelet-stopped': (): undefined => pulling.clear() as undefined,
    };
  },
};
