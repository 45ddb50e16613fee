import { expect } from 'chai';
import type { QuestionId } from './index';
import { finding, READY, shop } from './testing';

describe('check, about databases', function () {
  this.timeout(60_000);

  it('asks a database what it is asked: its own ping needs nothing outside', () => {
    const ping = (command: string) =>
      shop(`readinessProbe: &ask {exec: {command: [sh, -c, ${command}]}}\nlivenessProbe: *ask`);
    expect(finding(ping('exec pg_isready -U app'), 'dependency')).to.equal(undefined);
    expect(finding(ping('pg_isready -h elsewhere'), 'dependency')).to.not.equal(undefined);
  });

  it('breaks a database whose probe is a script of a shell', () => {
    const script = `[/bin/sh, -c, -e, 'exec pg_isready -U "app" -h 127.0.0.1']`;
    const live = shop(`livenessProbe: {exec: {command: ${script}}, initialDelaySeconds: 30, failureThreshold: 6}`);
    expect(finding(live, 'slowest-start')?.figure).to.be.within(75, 95);
    expect(finding(live, 'hang')?.figure).to.be.within(60, 130);
  });

  it('knows a hang of MySQL by mysqladmin', () => {
    const mysql = shop(
      'livenessProbe: {exec: {command: [mysqladmin, ping]}, initialDelaySeconds: 60, timeoutSeconds: 5}\nenv: [{name: MYSQL_ALLOW_EMPTY_PASSWORD, value: "1"}]',
    )
      .replaceAll('8080', '3306')
      .replace('shop/web:1', 'mysql:5.7');
    expect(finding(mysql, 'hang')?.figure).to.be.within(50, 110);
  });

  it('visits databases as databases', () => {
    const redis = shop(READY.replace(/httpGet: .*?}/, 'tcpSocket: {port: 6379}')).replace('shop/web:1', 'redis:7.0');
    const [broken, rollout] = ['broken', 'rollout'].map((q) =>
      finding(redis.replaceAll('8080', '6379'), q as QuestionId),
    );
    expect(broken).to.equal(undefined);
    expect(rollout?.figure).to.be.below(100);
  });
});
