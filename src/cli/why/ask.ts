import { type Answer, answersTo, askedBy, NoSuchMoment } from '../../why/index';
import { readManifestFiles } from '../manifestFiles';
import { type PlayOptions, playedFiles } from '../play/play';
import { UsageError } from '../usageError';

export interface AskOptions extends PlayOptions {
  readonly files: readonly string[];
  readonly namespace: string | undefined;
  /** Time of the play that is asked about; default its end. */
  readonly askedMs: number | undefined;
}

/** Plays manifests and answers. @throws UsageError */
export function askPlay(words: readonly string[], { files, namespace, askedMs, ...options }: AskOptions): Answer[] {
  const [first = ''] = words;
  if (files.length === 0 && /\.(?:ya?ml|json)$/.test(first))
    throw new UsageError(`${first} is a file: podwright why ${words.slice(1).join(' ') || 'pod/web'} -f ${first}`);
  if (files.length === 0)
    throw new UsageError(`which manifests? podwright why ${words.join(' ') || 'pod/web'} -f web.yaml`);
  try {
    const asked = words.length === 0 ? undefined : askedBy(words);
    const { cluster, startMs, createErrors, notes } = playedFiles(readManifestFiles(files), options);
    if (createErrors) throw new UsageError(createErrors.trimEnd(), 1);
    if (notes.length) process.stderr.write(`${notes.join('\n')}\n`);
    return answersTo(cluster, { startMs, atMs: startMs + (askedMs ?? options.forMs), asked, namespace });
  } catch (error) {
    if (error instanceof NoSuchMoment) throw new UsageError(error.message, 1);
    throw error;
  }
}
