import { After, Before, Status } from '@cucumber/cucumber';
import { describeViolation, keptKinds, renderTimeline } from '../src/index';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** Lines of a timeline that stand under a failed step. */
const LAST_LINES = 15;

Before(function (this: PodwrightWorld, { pickle }) {
  this.setFeature(pickle.uri);
  const release = pickle.tags.map((tag) => /^@k8s-(1\.\d+)$/.exec(tag.name)?.[1]).find(Boolean);
  if (release) this.configure({ kubernetes: release });
});

/** Every scenario carries its story; the digest is the identity of the run: same input and seed, same digest. */
After(function (this: PodwrightWorld, { result }) {
  if (this.property) this.property.attach(this, LAST_LINES);
  if (!this.hasCluster) return;
  const { cluster } = this;
  const sinceMs = this.storyStartMs;
  const violations = this.monitor?.violations ?? [];
  if (result?.status === Status.FAILED || violations.length > 0)
    this.attach(`what happened last:\n${renderTimeline(cluster, { sinceMs, lastLines: LAST_LINES })}`, 'text/plain');
  // Terminals print attachments of type text/plain: the whole story is for the reports.
  this.attach(renderTimeline(cluster, { sinceMs }), { mediaType: 'text/x-timeline', fileName: 'timeline.txt' });
  this.attach(
    JSON.stringify({
      digest: cluster.journal.digest(),
      seed: cluster.kernel.seed,
      kubernetes: cluster.release.version,
      virtualMs: cluster.now - sinceMs,
      stepsMs: this.stepTimes,
      rules: [...cluster.kernel.actedRules],
      kept: keptKinds(cluster, sinceMs),
    }),
    {
      mediaType: 'application/json',
      fileName: 'run.json',
    },
  );
  // A broken invariant fails the scenario, whatever its own sentences say.
  const sentences = violations.map((violation) => describeViolation(violation, sinceMs));
  if (sentences.length > 0) throw told(`what always holds did not:\n${sentences.join('\n')}`);
});
