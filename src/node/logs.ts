import { type Kernel, Latch } from '../kernel/index';

/** One line that a container wrote. */
export interface ContainerLogLine {
  readonly timeMs: number;
  readonly stream: 'stdout' | 'stderr';
  /** Without newline. */
  readonly text: string;
  /** The process ended, or the line was too long, before a newline came. */
  readonly partial?: boolean;
}

/**
 * A line as the log keeps it: what was written, its newline included. A text without it would be a second string that
 * holds on to the first, and an hour of probes writes a line each.
 */
class KeptLine implements ContainerLogLine {
  constructor(
    readonly timeMs: number,
    readonly stream: 'stdout' | 'stderr',
    private readonly written: string,
    readonly partial: boolean,
  ) {}

  get text(): string {
    return this.written.endsWith('\n') ? this.written.slice(0, -1) : this.written;
  }
}

/** The runtime cuts lines that are longer (containerd, `max_container_log_line_size`). */
export const MAX_LINE_BYTES = 16 * 1024;

/** `2026-01-05T09:00:50.123456789Z stdout F ` */
const LINE_HEAD_BYTES = 40;

/**
 * The log file of one container instance. A line gets its time when its newline arrives: what a process has written
 * without one stays in the runtime's buffer, invisible to `kubectl logs`, until the newline comes or the stream closes.
 */
export class ContainerLog {
  readonly lines: ContainerLogLine[] = [];
  /** Set when the container has ended and nothing more will come. */
  readonly closed: Latch;
  private readonly pending = { stdout: '', stderr: '' };
  private readonly followers: ((line: ContainerLogLine) => void)[] = [];
  private readonly taps: ((stream: 'stdout' | 'stderr', data: string) => void)[] = [];

  constructor(private readonly kernel: Kernel) {
    this.closed = new Latch(kernel);
  }

  /** The end of the pipe that the process writes to. */
  sink(stream: 'stdout' | 'stderr'): { write(data: string): void } {
    return { write: (data) => this.write(stream, data) };
  }

  write(stream: 'stdout' | 'stderr', data: string): void {
    for (const tap of this.taps) tap(stream, data);
    if (this.pending[stream] === '' && data.indexOf('\n') === data.length - 1) {
      if (data !== '') this.append(stream, data, false);
      return;
    }
    const parts = (this.pending[stream] + data).split('\n');
    let rest = parts.pop() ?? '';
    for (const text of parts) this.append(stream, text, false);
    for (; rest.length > MAX_LINE_BYTES; rest = rest.slice(MAX_LINE_BYTES)) {
      this.append(stream, rest.slice(0, MAX_LINE_BYTES), true);
    }
    this.pending[stream] = rest;
  }

  /** How long the file is: before each line stand its time, its stream and a tag. */
  get fileBytes(): number {
    return this.lines.reduce((sum, { text }) => sum + LINE_HEAD_BYTES + Buffer.byteLength(text) + 1, 0);
  }

  /** The container has ended: what is still in the buffers becomes a last line without newline. */
  close(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.pending[stream] !== '') this.append(stream, this.pending[stream], true);
      this.pending[stream] = '';
    }
    this.closed.set();
  }

  /** Calls `listener` with each line from now on. */
  follow(listener: (line: ContainerLogLine) => void): void {
    this.followers.push(listener);
  }

  /** Calls `listener` with the raw output from now on, as `kubectl attach` sees it. Returns what ends it. */
  tap(listener: (stream: 'stdout' | 'stderr', data: string) => void): () => void {
    this.taps.push(listener);
    return () => {
      const at = this.taps.indexOf(listener);
      if (at >= 0) this.taps.splice(at, 1);
    };
  }

  /** The end of the log as text: at most `maxLines` lines, then at most the last `maxBytes` bytes of them. */
  tail(maxLines: number, maxBytes: number): string {
    const text = this.lines
      .slice(-maxLines)
      .map((line) => (line.partial ? line.text : `${line.text}\n`))
      .join('');
    return lastBytes(text, maxBytes);
  }

  private append(stream: 'stdout' | 'stderr', written: string, partial: boolean): void {
    const line = new KeptLine(this.kernel.now, stream, written, partial);
    this.lines.push(line);
    for (const follower of this.followers) follower(line);
  }
}

/** The last `count` bytes of a text in UTF-8. */
export function lastBytes(text: string, count: number): string {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length <= count ? text : bytes.subarray(bytes.length - count).toString('utf8');
}
