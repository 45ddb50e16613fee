import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { Application, check, DEFAULT_LIMITS } from './index';

function answer(container: string): string | undefined {
  const manifest = `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec: {containers: [{name: web, ${container}}]}\n`;
  const application = new Application(decodeManifests(manifest, 'shop.yaml', Release.of('1.36')));
  return check(application, { setup: { kubernetes: '1.36', seed: 1 }, limits: DEFAULT_LIMITS })[0]?.answer;
}

describe('check, a pod that never gets ready', () => {
  for (const [what, container, why] of [
    ['how its container ends', 'image: nginx, command: [sh, -c, exit 3]', 'container web ends with exit code 3'],
    ['that it ends well all the time', 'image: busybox', 'container web ends with exit code 0'],
    ['what could not be started', 'image: nginx, command: [/no]', 'exec: "/no": stat /no: no such file or directory'],
  ] as const) {
    it(`tells ${what}`, () => {
      const told = answer(container);
      expect(told).to.include('(CrashLoopBackOff)').and.to.include(why);
      expect(told).not.to.include('BackOff: ');
    });
  }
});

describe('check, what nobody can know', () => {
  for (const [what, container, said] of [
    [
      'a file that a liveness probe looks for',
      'image: "shop/worker:1", command: [sh, -c, exec ./worker], livenessProbe: {periodSeconds: 30, exec: {command: [cat, /tmp/healthy]}}',
      'what livenessProbe of web runs in shop/worker:1 is not known: taken to work',
    ],
    ['a program of a known image', 'image: "postgres:15", command: [pg_dump]', 'pg_dump'],
    [
      'the password in a Secret that is not in the files',
      'image: "postgres:15", envFrom: [{secretRef: {name: db}}]',
      'a start may take any time: no probe ends it',
    ],
  ] as const)
    it(`is ${what}`, () => expect(answer(container)).to.include(said));
});
