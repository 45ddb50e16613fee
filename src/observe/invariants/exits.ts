import { atMoments, type Invariant } from './invariant';

export const killedMeans137: Invariant = {
  name: 'container/sigkill-has-its-exit-code',
  says: 'A container that SIGKILL ended has exit code 137: 128 and the number of the signal.',
  source: 'POSIX, Shell Command Language, Exit Status for Commands; containerd',
  observe: atMoments(['container-exited'], ({ instance, detail }) =>
    detail['signal'] === 'SIGKILL' && detail['exitCode'] !== 137
      ? `container ${instance.container} ended by SIGKILL with ${detail['exitCode']}`
      : undefined,
  ),
};
