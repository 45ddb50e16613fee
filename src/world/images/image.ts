import type { FileTree } from '../files';
import type { ProgramTable } from '../process';

/** An image as a node has it. Its layer is shared by all containers that run it and never changed. */
export interface Image {
  /** In full: `docker.io/library/nginx:1.25`. */
  readonly reference: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  /** `SIGQUIT`, `SIGWINCH` …; absent: SIGTERM. */
  readonly stopSignal?: string;
  /** `1000`, `nginx`, `1000:1000`; absent: root. */
  readonly user?: string;
  readonly exposes: readonly number[];
  readonly sizeBytes: number;
  readonly layer: FileTree;
  readonly programs: ProgramTable;
  /** False: nobody described it, its contents are assumed. */
  readonly described: boolean;
  /** `sha256:…`. */
  readonly digest: string;
}
