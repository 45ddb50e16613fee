import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { typed } from './testing';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: main, image: alpine, command: [sh, -c, "apk add curl && sleep 1000"]}]
`;

describe('a manifest that wants of a container what the simulator lacks', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-'));
    writeFileSync(join(folder, 'web.yaml'), DEPLOYMENT);
  });
  after(() => rmSync(folder, { recursive: true }));

  const commands = [
    ['play', 'web.yaml'],
    ['diff', 'web.yaml'],
  ];
  for (const words of commands) {
    it(`podwright ${words.join(' ')}: names container, command and program, says what to do, ends with 2`, async () => {
      const { status, stderr } = await typed(folder, ...words);
      expect(stderr).to.match(
        /container default\/web[\w-]*\/main: apk add curl uses the program apk, which the simulator does not have\. Change the command, or describe an image .*--images/,
      );
      expect(stderr).not.to.match(/fault of Podwright|\n\s+at /);
      expect(status).to.equal(2);
    });
  }

  const assuming = [
    ['check', 'web.yaml'],
    ['fuzz', 'web.yaml', '--runs', '1'],
  ];
  for (const words of assuming) {
    it(`podwright ${words.join(' ')}: takes the program to work, and says so`, async () => {
      const { status, stdout } = await typed(folder, ...words);
      expect(stdout).to.match(
        /what main runs in alpine \(`sh -c apk add curl && sleep 1000`\) is not simulated: the program apk: taken to work/,
      );
      expect(status).to.equal(0);
    });
  }
});
