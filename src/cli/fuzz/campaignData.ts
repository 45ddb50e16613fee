import { formatDuration } from '../../duration';
import { type Failure, renderFeature } from '../../fuzz/index';
import { neverReached } from '../../fuzz/known';
import type { CampaignData } from '../../report/html/campaign';
import { version } from '../version';
import { TITLES } from './coverageText';
import { ENDINGS, type Summary } from './summary';

/** What the page of a campaign shows: nothing of it depends on how fast the machine was. */
export function campaignData(summary: Summary): CampaignData {
  const { outcome, seed, granted } = summary;
  const { runs, refused, virtualMs, coverage, ending, failure } = outcome;
  const never = neverReached(coverage);
  const part = (name: 'waiting' | 'terminated' | 'events' | 'troubles') => ({
    title: TITLES[name],
    tally: coverage[name],
    never: name === 'troubles' ? [] : never[name],
  });
  return {
    title: `What ${runs.toLocaleString('en-US')} ${runs === 1 ? 'run' : 'runs'} visited`,
    version: version(),
    runs,
    facts: [
      ['Seed', String(seed)],
      ['It ended because', ENDINGS[ending]],
      ['Cluster time', formatDuration(Math.round(virtualMs / 60_000) * 60_000)],
      ...(refused > 0 ? ([['Refused by kubectl', String(refused)]] as const) : []),
    ],
    notes: granted,
    ...(failure && { failure: failed(failure, summary) }),
    states: coverage.states,
    transitions: coverage.transitions,
    neverStates: never.states,
    parts: [part('events'), part('waiting'), part('terminated'), part('troubles')],
  };
}

function failed({ finding, story }: Failure, { written }: Summary): NonNullable<CampaignData['failure']> {
  const { says, seen, object, advice } = finding;
  return {
    says,
    seen: object === '' ? seen : `${object}, after ${formatDuration(finding.atMs)}: ${seen}`,
    feature: renderFeature(story, finding, ''),
    ...(advice !== undefined && { advice }),
    ...(written && { replay: written.replay }),
  };
}
