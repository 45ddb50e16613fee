import { decodeManifests } from '../../api/index';
import type { Pod } from '../../api/types/index';
import type { Kernel, Timer } from '../../kernel/index';
import type { FileTree } from '../../world/index';
import type { PodChange } from './podConfig';

/** KubeletConfiguration staticPodPath, as kubeadm sets it. */
export const STATIC_POD_PATH = '/etc/kubernetes/manifests';
/** KubeletConfiguration fileCheckFrequency. */
const FILE_CHECK_MS = 20_000;

export interface StaticPodsDeps {
  readonly kernel: Kernel;
  readonly component: string;
  readonly nodeName: string;
  readonly disk: FileTree;
  readonly handle: (change: PodChange) => void;
}

interface Source {
  readonly text: string;
  readonly pod: Pod | undefined;
}

/**
 * Pods that a node runs because a file says so (pkg/kubelet/config/file.go). Files are watched; `check` is told when
 * somebody may have changed one.
 */
export class StaticPods {
  private readonly sources = new Map<string, Source>();
  private timer: Timer | undefined;

  constructor(private readonly deps: StaticPodsDeps) {
    this.check();
  }

  /** Compares the directory with what was there before. */
  check(): void {
    const { disk, handle } = this.deps;
    const present = disk.exists(STATIC_POD_PATH) ? disk.list(STATIC_POD_PATH).filter((f) => !f.startsWith('.')) : [];
    for (const [file, { pod }] of this.sources) {
      if (present.includes(file)) continue;
      this.sources.delete(file);
      if (pod) handle({ op: 'REMOVE', pod });
    }
    for (const file of present.sort()) this.checkFile(file);
    this.again();
  }

  stop(): void {
    this.timer?.cancel();
  }

  private checkFile(file: string): void {
    const { disk, handle } = this.deps;
    const path = `${STATIC_POD_PATH}/${file}`;
    if (disk.stat(path).type !== 'file') return;
    const text = disk.readFile(path);
    const known = this.sources.get(file);
    if (known?.text === text) return;
    const pod = this.decode(text, path);
    this.sources.set(file, { text, pod });
    // An edited file is another pod: it has another UID.
    if (known?.pod && known.pod.metadata.uid !== pod?.metadata.uid) handle({ op: 'REMOVE', pod: known.pod });
    if (pod && known?.pod?.metadata.uid !== pod.metadata.uid) handle({ op: 'ADD', pod });
  }

  /** A file that is not a pod is passed over, as the kubelet does (it says so in its log only). */
  private decode(text: string, path: string): Pod | undefined {
    const manifest = readPod(text, path);
    if (!manifest) return undefined;
    const { nodeName } = this.deps;
    const uid = manifest.metadata.uid ?? hash(`${nodeName}\n${path}\n${text}`);
    return {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        name: `${manifest.metadata.name}-${nodeName.toLowerCase()}`,
        namespace: manifest.metadata.namespace ?? 'default',
        uid,
        annotations: {
          ...manifest.metadata.annotations,
          'kubernetes.io/config.hash': uid,
          'kubernetes.io/config.source': 'file',
        },
      },
      spec: {
        ...manifest.spec,
        nodeName,
        tolerations: [...(manifest.spec.tolerations ?? []), { operator: 'Exists', effect: 'NoExecute' }],
      },
      status: { phase: 'Pending' },
    };
  }

  private again(): void {
    this.timer?.cancel();
    this.timer = this.deps.kernel.after(FILE_CHECK_MS, () => this.check(), `${this.deps.component}/static-pods`);
  }
}

function readPod(text: string, path: string): Pod | undefined {
  try {
    const [first] = decodeManifests(text, path);
    const object = first?.object as Pod | undefined;
    return object?.kind === 'Pod' ? object : undefined;
  } catch {
    return undefined;
  }
}

/** 32 hex digits that depend on nothing but the text. */
function hash(text: string): string {
  let out = '';
  for (let part = 0; part < 4; part++) {
    let value = 0x811c9dc5 ^ part;
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
    out += value.toString(16).padStart(8, '0');
  }
  return out;
}
