import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runShell } from '../testing';

/** A script and what a real shell made of it. */
interface Recording {
  readonly shell: 'sh' | 'dash' | 'bash';
  readonly script: string;
  readonly code: number;
  readonly stdout: string;
  /** Left out where it is a usage text, which depends on how BusyBox was built. */
  readonly stderr: string | undefined;
}

const NO_NEWLINE = '\\ no newline\n';

function recordingsIn(text: string): Recording[] {
  return text.split(/^====\n/m).map((block) => {
    const match = /^#@ (\w+)\n([\s\S]*?)\n--- code (\d+)\n--- stdout\n([\s\S]*?)(?:--- stderr\n([\s\S]*))?$/.exec(
      block,
    );
    if (!match) throw new Error(`no recording: ${block}`);
    const [, shell, script, code, stdout, stderr] = match;
    const output = (shown: string) => (shown.endsWith(NO_NEWLINE) ? shown.slice(0, -NO_NEWLINE.length) : shown);
    return {
      shell: shell as Recording['shell'],
      script: script!,
      code: Number(code),
      stdout: output(stdout!),
      stderr: stderr === undefined ? undefined : output(stderr),
    };
  });
}

describe('recorded on BusyBox 1.35.0, dash 0.5.12 and bash 5.2.15', () => {
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.txt'))) {
    describe(file.replace('.txt', ''), () => {
      for (const { shell, script, code, stdout, stderr } of recordingsIn(readFileSync(join(__dirname, file), 'utf8'))) {
        it(`${shell}: ${script.split('\n')[0]!.slice(0, 90)}`, () => {
          const outcome = runShell(script, shell);
          expect({ stdout: outcome.stdout, code: outcome.code }).to.deep.equal({ stdout, code });
          if (stderr !== undefined) expect(outcome.stderr).to.equal(stderr);
        });
      }
    });
  }
});
