import { type CampaignOptions, runCampaign } from '../campaign';
import { renderFeature } from '../feature';
import { actionsOf } from '../story';
import type { Catch, Hunt, Told } from './told';

/*
 * A process with one fault in its simulator (see `preload.ts`): plays the campaign of `podwright fuzz --simulator` until a run fails, makes that smaller, and
 * tells its parent.
 */
const TELL_EVERY_MS = 1000;

process.on('message', (hunt: Hunt) => {
  const startMs = Date.now();
  let toldMs = 0;
  const tell = (told: Told) => process.send?.(told);
  const { runs, ...options } = hunt;
  const { failure, runs: played } = runCampaign({
    ...(options satisfies CampaignOptions),
    runs,
    stop: (campaign) => {
      if (Date.now() - toldMs >= TELL_EVERY_MS) {
        toldMs = Date.now();
        tell({ is: 'progress', runs: campaign.runs });
      }
      return false;
    },
  });
  const found: Catch | undefined = failure && {
    run: failure.run,
    by: failure.finding.name,
    seen: failure.finding.seen,
    actions: actionsOf(failure.story),
    shrinks: failure.shrinks,
    feature: renderFeature(failure.story, failure.finding, ''),
    failure,
  };
  tell({ is: 'done', runs: played, seconds: (Date.now() - startMs) / 1000, ...(found && { found }) });
  process.disconnect();
});
