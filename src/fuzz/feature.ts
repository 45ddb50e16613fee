import { formatDuration } from '../duration';
import { circumstanceSentence } from './circumstances';
import { deedSentence } from './deeds';
import type { Finding } from './finding';
import { labelsOf, MANIFEST_FILE } from './play';
import type { Setting, Story } from './story';

/**
 * A story as a feature in the public vocabulary; it fails as the run did.
 * @param foundBy a comment at its beginning; none where it is empty
 */
export function renderFeature(story: Story, finding: Finding, foundBy: string): string {
  const given = [
    ...settingSentences(story),
    ...(story.manifests.length ? [`the manifest "${MANIFEST_FILE}"`] : []),
    ...story.circumstances.map(circumstanceSentence),
  ];
  const steps = [...block('Given', given), ...block('When', whenSentences(story)), `    Then ${finding.sentence}`];
  return [
    ...(foundBy ? [`# ${foundBy}`] : []),
    `Feature: ${finding.says}`,
    ...describe(finding).map((line) => `  ${line}`),
    '',
    `  Scenario: ${titleOf(story)}`,
    ...steps,
    '',
  ].join('\n');
}

/** What stands below the title: only lines that Gherkin does not take for something else. */
function describe({ seen, object, atMs, source, advice }: Finding): string[] {
  const what = `Seen after ${formatDuration(atMs)}${object ? ` of ${object}` : ''}: ${seen.split('\n')[0]}.`;
  return [what, ...(advice ? [`What helps: ${advice}.`] : []), ...(source ? [`Source: ${source}.`] : [])];
}

function titleOf(story: Story): string {
  const parts = [
    ...story.circumstances.map(circumstanceSentence),
    ...story.deeds.map(({ deed }) => deedSentence(deed)),
  ];
  return parts.length === 0 ? 'nothing else happens' : parts.slice(0, 2).join(', ').replaceAll('`', '');
}

function settingSentences({ setting }: Story): string[] {
  return [
    `Kubernetes ${setting.kubernetes}`,
    `seed ${setting.seed}`,
    ...clusterSentences(setting),
    ...(setting.slowness !== 1 ? [`the cluster takes ${setting.slowness} times as long for everything`] : []),
    ...(setting.anyOrder ? ['simultaneous events happen in an order of chance'] : []),
    ...labelSentences(setting),
  ];
}

/** That nodes have the labels of a setting. */
export function labelSentences(setting: Pick<Setting, 'nodes' | 'nodeLabels'>): string[] {
  return labelsOf(setting).map(({ node, text }) => `node "${node}" has the label "${text}"`);
}

/** How many nodes a setting has, and how large they are; nothing where that is the usual. */
export function clusterSentences({ nodes, machine }: Pick<Setting, 'nodes' | 'machine'>): string[] {
  const cluster = `a cluster of ${nodes} node${nodes === 1 ? '' : 's'}`;
  if (machine) return [`${cluster} with ${machine.cpu} cpu and ${machine.memory} of memory each`];
  return nodes > 1 ? [cluster] : [];
}

function whenSentences({ manifests, deeds, quietMs }: Story): string[] {
  const sentences = manifests.length ? ['the manifest is created'] : [];
  let nowMs = 0;
  for (const { atMs, deed } of deeds) {
    if (atMs > nowMs) sentences.push(passes(atMs - nowMs));
    nowMs = atMs;
    sentences.push(deedSentence(deed));
  }
  return [...sentences, passes(quietMs)];
}

function passes(durationMs: number): string {
  return `${formatDuration(durationMs)} pass`;
}

function block(keyword: string, sentences: readonly string[]): string[] {
  return sentences.map((sentence, i) => `    ${i === 0 ? keyword : 'And'} ${sentence}`);
}
