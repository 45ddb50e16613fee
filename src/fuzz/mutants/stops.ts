import type { Mutant } from './mutant';

const KILLER = 'node/kubelet/containerKiller.ts';

/** Faults in how containers and pods come to their end. */
export const STOPS: readonly Mutant[] = [
  {
    name: 'kill/a-second-early',
    breaks: 'SIGKILL comes a second before the grace period is over.',
    file: KILLER,
    before: 'const windowMs = Math.max(graceSeconds, MINIMUM_GRACE_SECONDS) * 1000;',
    after: 'const windowMs = Math.max(graceSeconds, MINIMUM_GRACE_SECONDS) * 1000 - 1000;',
  },
  {
    name: 'kill/no-two-seconds',
    breaks: 'A hook that used up the grace leaves one second between stop signal and SIGKILL.',
    file: 'node/kubelet/constants.ts',
    before: 'export const MINIMUM_GRACE_SECONDS = 2;',
    after: 'export const MINIMUM_GRACE_SECONDS = 1;',
  },
  {
    name: 'kill/does-not-wait-for-the-hook',
    breaks: 'The stop signal comes a second after the preStop hook began, done or not.',
    file: KILLER,
    before: 'const waited = yield* within(graceSeconds * 1000, hook.ended.wait());',
    after: 'const waited = yield* within(1000, hook.ended.wait());',
  },
  {
    name: 'kill/hook-costs-nothing',
    breaks: 'The time of the preStop hook is not taken from the grace period.',
    file: KILLER,
    before: 'graceSeconds -= yield* this.preStop(',
    after: 'yield* this.preStop(',
  },
  {
    name: 'kill/no-hook-at-deletion',
    breaks: 'preStop hooks do not run when their pod is deleted.',
    file: KILLER,
    before: 'if (container.lifecycle?.preStop && graceSeconds > 0) {',
    after: 'if (container.lifecycle?.preStop && graceSeconds > 0 && !pod.metadata.deletionTimestamp) {',
  },
  {
    name: 'kill/grace-of-the-probe-is-ignored',
    breaks: 'A kill by a probe takes the grace of the pod, though the probe has one of its own.',
    file: KILLER,
    before: 'return own;',
    after: 'return specGraceSeconds(pod);',
  },
  {
    name: 'kill/sidecars-with-the-others',
    breaks: 'Sidecars are stopped at the same time as the containers that need them.',
    file: 'node/kubelet/terminationOrder.ts',
    before: 'this.waitsFor.set(sidecar.name, [...before]);',
    after: 'this.waitsFor.set(sidecar.name, []);',
  },
  {
    name: 'kill/sidecars-together',
    breaks: 'Sidecars do not wait for the sidecars behind them.',
    file: 'node/kubelet/terminationOrder.ts',
    before: 'before.push(this.ended.get(sidecar.name) as Latch);',
    after: '',
  },
  {
    name: 'kill/one-after-another',
    breaks: 'The containers of a pod are stopped one after the other.',
    file: 'node/kubelet/podRuntime.ts',
    before: "kills: Process[] = running.map((instance) => {\n      result.add('KillContainer', instance.name);",
    after:
      'kills: Process[] = []; for (const instance of running) yield* this.killer.kill(pod, instance, { ...options, podIp: status.ip }); running.slice(99).map((instance) => {',
  },
  {
    name: 'hook/post-start-failure-is-forgiven',
    breaks: 'A container whose postStart hook fails runs on.',
    file: 'node/kubelet/containerStarter.ts',
    before: 'if (instance)\n        yield* this.killer',
    after: 'if (!instance)\n        yield* this.killer',
  },
  {
    name: 'hook/post-start-is-not-awaited',
    breaks: 'A container counts as running while its postStart hook still runs.',
    file: 'node/kubelet/containerStarter.ts',
    before: 'if (container.lifecycle?.postStart) yield* this.postStart(pod, container, id, sandbox.ip);',
    after:
      "if (container.lifecycle?.postStart) this.context.kernel.spawn('postStart', this.postStart(pod, container, id, sandbox.ip));",
  },
  {
    name: 'sandbox/removed-pod-is-still-running',
    breaks: 'The kubelet does not wait until the containers of a pod have ended.',
    file: 'node/kubelet/podRuntime.ts',
    before: 'for (const kill of kills) yield* until(kill.ended.wait());',
    after: 'for (const kill of kills) if (!kill) return;',
  },
];
