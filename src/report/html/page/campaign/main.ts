import { unpacked } from '../decode';
import { restoreTheme } from '../theme';
import type { CampaignData } from './data';
import { campaignPage } from './page';

async function main(): Promise<void> {
  restoreTheme();
  const data = JSON.parse(await unpacked('campaign')) as CampaignData;
  document.body.prepend(...campaignPage(data));
  document.body.dataset['ready'] = 'true';
}

void main();
