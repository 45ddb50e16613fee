import { resolve } from 'node:path';
import { ENDINGS, isFolder } from '../../disk/index';
import { STDIN } from '../manifestFiles';
import { UsageError } from '../usageError';
import { watch } from '../watch/watch';

/**
 * Plays, and plays again when one of the files, or one in the folders, changes.
 *
 * @returns the exit code: 0, since somebody has ended it
 * @throws UsageError when there is nothing that could change
 */
export function watchPlay(paths: readonly string[], playOnce: () => void): Promise<number> {
  if (paths.includes(STDIN)) throw new UsageError('--watch needs files: what is piped in does not change');
  return watch({
    keys: 'Enter plays again, q ends',
    watched: () => ({
      files: paths.filter((path) => !isFolder(path)).map((path) => resolve(path)),
      folders: paths.filter(isFolder).map((path) => resolve(path)),
      endings: ENDINGS,
    }),
    concerns: (changed) => changed.length > 0,
    play: () => {
      playOnce();
      return false;
    },
  });
}
