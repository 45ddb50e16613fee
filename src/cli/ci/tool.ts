import { spawn } from 'node:child_process';

export interface Tool {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** How many things passed and failed, from the output; without it the tool itself is one thing. */
  readonly count?: (output: string) => { passed: number; failed: number };
}

export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
  readonly wallMs: number;
}

/** Runs a tool to its end. A tool that ends with an error has at least one failure, whatever it counted. */
export function runTool({ name, command: [program, ...args], count }: Tool): Promise<Outcome> {
  const startMs = Date.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, { env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } });
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.on('error', (error) =>
      resolve({ name, passed: 0, failed: 1, output: error.message, wallMs: Date.now() - startMs }),
    );
    child.on('close', (code) => {
      const counted = count?.(output) ?? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
      const failed = code === 0 ? counted.failed : Math.max(1, counted.failed);
      resolve({ name, passed: counted.passed, failed, output, wallMs: Date.now() - startMs });
    });
  });
}
