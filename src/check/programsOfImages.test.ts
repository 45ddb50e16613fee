import { expect } from 'chai';
import { finding, READY, shop } from './testing';

describe('check, about programs that images may lack', function () {
  this.timeout(60_000);

  it('does not say that a program is not in an image of which only some are described', () => {
    const own = [
      'livenessProbe: {exec: {command: [pg_isready]}}',
      'lifecycle: {preStop: {exec: {command: [sh, -c, walk-archive stop --fast]}}}',
    ].join('\n');
    const found = finding(
      shop(own).replace('shop/web:1', 'postgres:16\n        env: [{name: POSTGRES_PASSWORD, value: x}]'),
      'programs',
    );
    expect(found?.verdict).to.equal('note');
    expect(found?.answer).to.equal(
      'lifecycle.preStop (`sh -c walk-archive stop --fast`) runs sh in postgres:16: nobody described it in that image; if it is not there, FailedPreStopHook',
    );
  });

  it('names the programs that an image without shell lacks', () => {
    const found = finding(shop(`${READY}\nlifecycle: {preStop: {exec: {command: [sleep, "5"]}}}`), 'programs');
    expect(found).to.include({ verdict: 'note', figure: 1 });
    expect(found?.answer).to.match(
      /lifecycle\.preStop \(`sleep 5`\) runs sleep in shop\/web:1: nobody described that image/,
    );
  });

  it('takes a program that the manifest itself runs in an image to be there', () => {
    const hook = 'lifecycle: {preStop: {exec: {command: [/bin/sh, -c, "stop-it"]}}}';
    expect(finding(shop(`${READY}\n${hook}`), 'programs')?.verdict).to.equal('note');
    expect(finding(shop(`command: [sh, -c, serve]\n${READY}\n${hook}`), 'programs')).to.equal(undefined);
    const copy = '{name: copy, image: shop/web:1, command: [sh, -c, "true"]}';
    expect(finding(shop(`${READY}\n${hook}`, { pod: `initContainers: [${copy}]` }), 'programs')).to.equal(undefined);
  });

  it('tells the failure of the hook, not of an init container of the same image', () => {
    const other = '{name: prepare, image: shop/web:1, command: [crond, -f]}';
    const hook = 'lifecycle: {preStop: {exec: {command: [/bin/sh, -c, "stop-it"]}}}';
    const found = finding(shop(`${READY}\n${hook}`, { pod: `initContainers: [${other}]` }), 'programs');
    expect(found?.answer).to.match(/if it is not there, FailedPreStopHook$/);
  });

  it('does not hold against a workload that nobody described its hook', () => {
    const manifest = shop(`${READY}\nlifecycle: {preStop: {exec: {command: [/wait-shutdown]}}}`);
    const found = finding(manifest, 'rollout');
    expect(found?.verdict).to.equal('warning');
    expect(found?.answer).to.contain('unless the preStop hook `/wait-shutdown` waits');
  });
});
