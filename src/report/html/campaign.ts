import { pageScript, pageStyles } from './assets';
import { packed } from './chunks';
import { escaped, POLICY } from './document';
import type { CampaignData } from './page/campaign/data';

export type { CampaignData, Part } from './page/campaign/data';

/** What a campaign visited and what it found, as one self-contained HTML file for people. */
export function campaignDocument(data: CampaignData): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="podwright ${escaped(data.version)}">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escaped(data.title)} – Podwright</title>
<style>
${pageStyles()}</style>
</head>
<body>
<noscript>This page draws what a campaign visited: it needs JavaScript, but no network.</noscript>
<script type="text/plain" id="campaign">${packed(JSON.stringify(data))}</script>
<script>
${pageScript('campaign/main')}
</script>
</body>
</html>
`;
}
