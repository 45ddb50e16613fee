import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** What a command printed, and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  /** Standard output and standard error. */
  readonly text: string;
}

/** An empty folder in which we do what a user does. */
export class UserFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'podwright-user-')));

  /** @param programs folders with programs that come before all others */
  constructor(private readonly programs: readonly string[] = []) {}

  /** Writes files, with the folders that they need. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), content);
    }
  }

  /** @throws Error when there is no such file */
  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  /** Runs shell lines in the folder. A process that does not end in ten minutes is ended. */
  run(script: string, variables: Readonly<Record<string, string>> = {}): Ran {
    const local = join(this.path, 'node_modules', '.bin');
    const path = [...this.programs, local, process.env['PATH'] ?? ''].join(delimiter);
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', script], {
      cwd: this.path,
      encoding: 'utf8',
      env: { ...withoutNpm(process.env), NO_COLOR: '1', PATH: path, ...variables },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 600_000,
    });
    return { status, stdout, text: stdout + stderr };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** What `npm test` or a CI server tells its children would make a user's folder another one. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(npm_(?!config_(registry|cache))|GITHUB_|GITLAB_|CI$|FORCE_COLOR$|NODE_OPTIONS$|TS_NODE)/.test(name),
  );
  return Object.fromEntries(kept);
}
