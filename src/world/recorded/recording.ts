/** A script and what a real shell made of it. */
export interface Recording {
  readonly shell: 'sh' | 'dash' | 'bash';
  readonly script: string;
  readonly code: number;
  readonly stdout: string;
  /** Left out where it is a usage text, which depends on how BusyBox was built. */
  readonly stderr: string | undefined;
}

const NO_NEWLINE = '\\ no newline\n';

/** The recordings of a file. */
export function recordingsIn(text: string): Recording[] {
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

/** A recording as it stands in a file. */
export function recordingText({ shell, script, code, stdout, stderr }: Recording): string {
  const shown = (output: string) => (output === '' || output.endsWith('\n') ? output : `${output}${NO_NEWLINE}`);
  const errors = stderr === undefined ? '' : `--- stderr\n${shown(stderr)}`;
  return `#@ ${shell}\n${script}\n--- code ${code}\n--- stdout\n${shown(stdout)}${errors}`;
}
