import { ApiServer, Release } from '../../api';
import { Kernel, type Process } from '../../kernel';
import { Kubectl } from '../kubectl';

/** A control plane without controllers and a kubectl in front of it, for tests. */
export function bench(options: { files?: Record<string, string>; release?: string | undefined; seed?: number } = {}) {
  const kernel = new Kernel({
    seed: options.seed ?? 1,
    latencies: { kubectlStart: 50, apiWrite: 5, apiRead: 2, watchDelay: 3 },
  });
  const api = new ApiServer(kernel, {
    release: Release.of(options.release ?? '1.36'),
    epochMs: 1_795_219_200_000,
  });
  const files = options.files ?? {};
  const kubectl = new Kubectl({
    api,
    kernel,
    files: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`no ${path}`);
      return text;
    },
  });
  /** Starts a command line without waiting for its end. */
  function start(line: string, stdin?: string) {
    const written = { output: '', stdout: '', stderr: '' };
    const task = kubectl.run(words(line), {
      stdout: (text) => {
        written.output += text;
        written.stdout += text;
      },
      stderr: (text) => {
        written.output += text;
        written.stderr += text;
      },
      ...(stdin === undefined ? {} : { stdin }),
    });
    const process: Process<number> = kernel.spawn('kubectl', task);
    return { process, written };
  }
  /** Runs a command line to its end, at most an hour. */
  function run(line: string, stdin?: string) {
    const { process, written } = start(line, stdin);
    kernel.runUntil(kernel.now + 3_600_000, () => !process.isAlive);
    const { outcome } = process;
    return { ...written, exitCode: outcome?.how === 'returned' ? outcome.value : -1 };
  }
  return { kernel, api, kubectl, start, run };
}

/** Words at spaces; nothing is quoted in the tests. */
function words(line: string): string[] {
  return line.split(' ').filter((word) => word !== '');
}
