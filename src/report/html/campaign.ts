import { pageScript } from './assets';
import { packed } from './chunks';
import { pageOf } from './document';
import type { CampaignData } from './page/campaign/data';

export type { CampaignData, Part } from './page/campaign/data';

/** What a campaign visited and what it found, as one self-contained HTML file for people. */
export function campaignDocument(data: CampaignData): string {
  return pageOf({
    title: `${data.title} – Podwright`,
    version: data.version,
    noscript: 'This page draws what a campaign visited: it needs JavaScript, but no network.',
    data: [`<script type="text/plain" id="campaign">${packed(JSON.stringify(data))}</script>`],
    script: pageScript('campaign/main'),
  });
}
