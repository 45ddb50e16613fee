/** What an action took: on the clock of the wall, and of all cores together. */
export interface Took {
  readonly wallMs: number;
  /** The garbage collector and the compiler, which work beside, included. */
  readonly cpuMs: number;
}

export function stopwatch(): () => Took {
  const startNs = process.hrtime.bigint();
  const before = process.cpuUsage();
  return () => {
    const wallMs = Number(process.hrtime.bigint() - startNs) / 1e6;
    const { user, system } = process.cpuUsage(before);
    return { wallMs, cpuMs: (user + system) / 1000 };
  };
}

/** The one in the middle by wall time. */
export function median(times: readonly Took[]): Took {
  return [...times].sort((a, b) => a.wallMs - b.wallMs)[Math.floor(times.length / 2)] as Took;
}

/** `41 ms (62 ms of CPU)`. */
export function text({ wallMs, cpuMs }: Took): string {
  return `${wallMs.toFixed(0)} ms (${cpuMs.toFixed(0)} ms of CPU)`;
}
