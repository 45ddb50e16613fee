import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const COMMAND = resolve(__dirname, '..', 'podwright.cjs');

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: c, image: nginx}]}\n`;
const feature = (name: string, manifest: string, status = 'Running') => `Feature: ${name}
  Scenario: the scenario of ${name}
    Given the manifest "${manifest}"
    When I run \`kubectl create -f ${manifest}\`
    Then within 20s pod "web" is "${status}"
`;

/** A command that somebody watches; everything is waited for, nothing is slept for. */
class Watcher {
  private unread = '';
  private onOutput = () => {};
  private readonly process: ChildProcessWithoutNullStreams;
  readonly exit: Promise<number | null>;

  constructor(folder: string, args: readonly string[]) {
    // One stream for both, in the order of writing
    const both = ['-c', 'exec "$0" "$@" 2>&1', process.execPath, COMMAND, ...args, '--watch'];
    this.process = spawn('sh', both, { cwd: folder });
    this.process.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.unread += text;
      this.onOutput();
    });
    this.exit = new Promise((done) => {
      this.process.on('exit', (code) => {
        done(code);
        this.onOutput();
      });
    });
  }

  /** What it has printed since the last time, when it waits for changes. */
  async settled(): Promise<string> {
    for (;;) {
      const [before, after] = this.unread.split(/waiting for changes.*\n/, 2);
      if (after !== undefined) {
        this.unread = this.unread.slice(this.unread.indexOf('waiting for changes')).replace(/^.*\n/, '');
        return before as string;
      }
      if (this.process.exitCode !== null) throw new Error(`it has ended, and said\n${this.unread}`);
      await new Promise<void>((heard) => {
        this.onOutput = heard;
      });
    }
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }
}

describe('watching', function () {
  this.timeout(60_000);
  let folder: string;
  let watcher: Watcher;

  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-watch-'));
    mkdirSync(join(folder, 'features'));
  });
  afterEach(() => {
    watcher.signal('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('run plays what a saved file concerns, and goes on whatever is wrong', async () => {
    write('features/a.yaml', pod('web'));
    write('features/b.yaml', pod('web'));
    write('features/a.feature', feature('a', 'a.yaml'));
    write('features/b.feature', feature('b', 'b.yaml'));
    watcher = new Watcher(folder, ['run', '--no-cucumber-html']);
    expect(await watcher.settled()).to.contain('2 scenarios: 2 passed');

    const STEPS: readonly { when: () => void; says: RegExp }[] = [
      {
        when: () => write('features/a.yaml', `${pod('web')}# a\n`),
        says: /a\.yaml changed\n[\s\S]*1 scenario: 1 passed/,
      },
      {
        when: () => write('features/b.feature', feature('b', 'b.yaml', 'Gone')),
        says: /b\.feature changed\n[\s\S]*✖ the scenario of b[\s\S]*1 scenario: 1 failed/,
      },
      { when: () => write('features/b.feature', 'Fature: b\n'), says: /Parse error in "features\/b\.feature"/ },
      {
        // As many editors save: a new file takes the name
        when: () => {
          write('features/.b.feature.swp', feature('b', 'b.yaml'));
          renameSync(join(folder, 'features/.b.feature.swp'), join(folder, 'features/b.feature'));
        },
        says: /b\.feature changed\n[\s\S]*1 scenario: 1 passed/,
      },
      { when: () => write('features/a.yaml', 'kind: Pdo\n'), says: /a\.yaml changed\n[\s\S]*1 scenario: 1 failed/ },
      { when: () => rmSync(join(folder, 'features/a.yaml')), says: /there is no file "a\.yaml"/ },
      { when: () => write('features/a.yaml', pod('web')), says: /a\.yaml changed\n[\s\S]*1 scenario: 1 passed/ },
      {
        when: () => write('features/new.feature', feature('new', 'b.yaml')),
        says: /new\.feature changed\n[\s\S]*1 scenario: 1 passed/,
      },
      {
        when: () => write('features/b.yaml', `${pod('web')}# b\n`),
        says: /b\.yaml changed\n[\s\S]*2 scenarios: 2 passed/,
      },
    ];
    for (const { when, says } of STEPS) {
      when();
      expect(await watcher.settled()).to.match(says);
    }
    watcher.signal('SIGINT');
    expect(await watcher.exit).to.equal(0);
  });

  it('play plays again, and Ctrl-C ends it with 0', async () => {
    write('pod.yaml', pod('first'));
    watcher = new Watcher(folder, ['play', 'pod.yaml', '--for', '10s']);
    expect(await watcher.settled()).to.match(/first +1\/1 +Running/);
    write('pod.yaml', 'kind: [\n');
    expect(await watcher.settled()).to.match(/pod\.yaml changed\n[\s\S]*pod\.yaml:/);
    write('pod.yaml', pod('second'));
    expect(await watcher.settled()).to.match(/second +1\/1 +Running/);
    watcher.signal('SIGINT');
    expect(await watcher.exit).to.equal(0);
  });

  it('what is piped in can not be watched', async () => {
    watcher = new Watcher(folder, ['play', '-']);
    expect(await watcher.exit).to.equal(2);
  });
});
