import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { Application, check, DEFAULT_LIMITS, type Finding, type QuestionId } from './index';

/** The Job `report`, with further fields of its spec and of its pod's. */
function job(spec = '', pod = 'restartPolicy: Never'): string {
  return `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec: {${spec}${spec && ', '}template: ${template(pod)}}
`;
}

/** The CronJob `report`. */
function cronJob(fields: string, spec = '', pod = 'restartPolicy: Never'): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {${fields}, jobTemplate: {spec: {${spec}${spec && ', '}template: ${template(pod)}}}}
`;
}

function template(pod: string): string {
  return `{spec: {${pod}, containers: [{name: report, image: shop/report:1}]}}`;
}

function findings(manifest: string, questions?: QuestionId[]): Finding[] {
  const application = new Application(decodeManifests(manifest, 'report.yaml', Release.of('1.36')));
  const setup = { kubernetes: '1.36', seed: 1 };
  return check(application, { setup, limits: DEFAULT_LIMITS, ...(questions && { questions }) });
}

describe('check of Jobs', function () {
  this.timeout(30_000);

  const EACH_MINUTE = 'schedule: "* * * * *"';
  const rows: [QuestionId, string, string, Finding['verdict'], RegExp, RegExp?][] = [
    [
      'job-failure',
      'six more tries',
      job(),
      'ok',
      /is tried 7 times in 11m\d+s; then the Job is Failed \(BackoffLimitExceeded\)$/,
    ],
    ['job-failure', 'none', job('backoffLimit: 0'), 'ok', /is not tried again; then the Job is Failed/],
    [
      'job-failure',
      'a deadline before the limit',
      job('activeDeadlineSeconds: 60'),
      'ok',
      /tried 3 times in 1m\d*s?; .*\(DeadlineExceeded\)$/,
    ],
    [
      'job-failure',
      'no logs',
      job('backoffLimit: 2', 'restartPolicy: OnFailure'),
      'warning',
      /is tried 3 times .* its pod is deleted together with its logs/,
      /^change restartPolicy from OnFailure to Never$/,
    ],
    [
      'job-failure',
      'logs for a short time',
      job('backoffLimit: 0, ttlSecondsAfterFinished: 100'),
      'note',
      /and 1m40s later it is deleted with its pods and logs/,
      /^change spec.ttlSecondsAfterFinished from 100 to 86400$/,
    ],
    [
      'job-hang',
      'for ever',
      job(),
      'warning',
      /^a run that hangs goes on for ever: there is no activeDeadlineSeconds$/,
      /^add spec.activeDeadlineSeconds: 3600 \(/,
    ],
    [
      'job-hang',
      'until its deadline',
      job('activeDeadlineSeconds: 600'),
      'ok',
      /is ended after 10m1?s? \(DeadlineExceeded\)$/,
    ],
    [
      'job-hang',
      'others pile up',
      cronJob(EACH_MINUTE),
      'warning',
      /after 6 runs, one each 1m, 6 Jobs run at a time$/,
      /^add spec.jobTemplate.spec.activeDeadlineSeconds: 54 \(/,
    ],
    [
      'job-hang',
      'others wait',
      cronJob(`${EACH_MINUTE}, concurrencyPolicy: Forbid`),
      'warning',
      /no other one starts: 5 of 6, one each 1m, are left out/,
      /activeDeadlineSeconds: 54 \(/,
    ],
    [
      'job-hang',
      'is replaced',
      cronJob(`${EACH_MINUTE}, concurrencyPolicy: Replace`),
      'ok',
      /is replaced by the next one, 1m later/,
    ],
    [
      'job-longest-run',
      'of the Job',
      job('activeDeadlineSeconds: 600'),
      'ok',
      /^a run may take up to 9m5\ds, further tries included: then the Job is ended by activeDeadlineSeconds 600$/,
    ],
    [
      'job-longest-run',
      'of each pod',
      job('', 'restartPolicy: Never, activeDeadlineSeconds: 100'),
      'ok',
      /^a run may take up to 1m3\ds: then its pod is ended by activeDeadlineSeconds 100$/,
    ],
    [
      'job-eviction',
      'another try',
      job(),
      'ok',
      /begins again from its start elsewhere; that counts as a failure \(of backoffLimit 6\)$/,
    ],
    [
      'job-eviction',
      'no other try',
      job('backoffLimit: 0'),
      'warning',
      /the Job is Failed \(BackoffLimitExceeded\)/,
      /^add spec.podFailurePolicy: .*DisruptionTarget, status: "True".* \(if the work may be begun twice\)$/,
    ],
    [
      'job-eviction',
      'no other try in the same pod',
      job('backoffLimit: 0', 'restartPolicy: OnFailure'),
      'warning',
      /the Job is Failed/,
      /^change spec.backoffLimit from 0 to 1 /,
    ],
    [
      'cron-overlap',
      'at the same time',
      cronJob(EACH_MINUTE),
      'note',
      /^runs that take 1m30s, longer than the 1m between them, overlap: up to 2 at a time$/,
    ],
    [
      'cron-overlap',
      'one after the other',
      cronJob(`${EACH_MINUTE}, concurrencyPolicy: Forbid`),
      'ok',
      /one after the other: [12] of 6 are left out$/,
    ],
    [
      'cron-overlap',
      'never to an end',
      cronJob(`${EACH_MINUTE}, concurrencyPolicy: Replace`),
      'warning',
      /never come to an end/,
      /^change spec.concurrencyPolicy from Replace to Forbid$/,
    ],
  ];
  for (const [question, what, manifest, verdict, answer, repair] of rows) {
    it(`${question}: ${what}`, () => {
      const found = findings(manifest, [question]).find((finding) => finding.question === question);
      expect(found?.answer).to.match(answer);
      expect(found?.verdict).to.equal(verdict);
      if (repair) expect(found?.repair?.sentence).to.match(repair);
      else expect(found?.repair).to.equal(undefined);
    });
  }

  it('job-sidecar: a proxy that does not end with the work', () => {
    const two = job().replace(
      '{name: report, image: shop/report:1}',
      '{name: proxy, image: a/b, ports: [{containerPort: 80}]}, {name: report, image: c/d}',
    );
    const [found] = findings(two, ['job-sidecar']);
    expect(found).to.include({ verdict: 'note', figure: null });
    expect(found?.answer).to.match(/^if container proxy goes on .* is never complete/);
    expect(found?.repair?.sentence).to.match(/^move container proxy to initContainers/);
    expect(found?.repair?.afterwards).to.contain('complete all the same');
    const [ended] = findings(two.replace('spec: {', 'spec: {activeDeadlineSeconds: 600, '), ['job-sidecar']);
    expect(ended?.answer).to.contain('(DeadlineExceeded) in spite of it');
    expect(findings(job(), ['job-sidecar'])).to.deep.equal([]);
  });

  it('job-sidecar: of two that nobody can ask, the one without a command of its own is the helper', () => {
    const two = job().replace(
      '{name: report, image: shop/report:1}',
      '{name: proxy, image: a/b}, {name: report, image: busybox, command: [sh, -c, echo done]}',
    );
    expect(findings(two, ['job-sidecar'])[0]?.answer).to.match(/^if container proxy goes on/);
  });

  it('asks of a Job nothing that is asked of servers, and of others nothing that is asked of a CronJob', () => {
    const asked = (manifest: string) => findings(manifest).map(({ question }) => question);
    expect(asked(job())).to.deep.equal(['job-failure', 'job-hang', 'job-eviction']);
    expect(asked(cronJob(EACH_MINUTE))).to.deep.equal(['job-failure', 'job-hang', 'job-eviction', 'cron-overlap']);
  });

  it('asks about figures, whatever the script does: another one stands in for it', () => {
    const script = job().replace('image: shop/report:1', 'image: busybox, command: [echo, hello]');
    const [failure] = findings(script, ['job-failure']);
    expect(failure?.figure).to.equal(7);
    expect(failure?.assumed?.map(({ path }) => path)).to.include('spec.template.spec.containers[0].image');
  });

  it('says for what a run waits before it begins', () => {
    const wait =
      'initContainers: [{name: wait, image: busybox, command: [sh, -c, until nc -z db 80; do sleep 2; done]}]';
    const [start] = findings(job('', `restartPolicy: Never, ${wait}`), ['start']);
    expect(start).to.include({ question: 'start', verdict: 'note' });
    expect(start?.answer).to.contain('is not in the files');
  });

  it('says why a run never begins', () => {
    const broken = job().replace('image: shop/report:1', 'image: busybox, command: [nothing-of-this-name]');
    const [start] = findings(broken, ['start']);
    expect(start).to.include({ question: 'start', verdict: 'bad' });
  });
});
