import { expect } from 'chai';
import { plain } from './plain';

describe('messages of a diff', () => {
  const rows: [message: string, plain: string][] = [
    ['Created pod: web-7d9c6b8f4b-x2v9q', 'Created pod: web-*'],
    ['Scaled up replica set web-d5d9794 to 1', 'Scaled up replica set web-* to 1'],
    ['Saw completed job: hello-29459341', 'Saw completed job: hello-*'],
    ['Created pod: import-x2v9q', 'Created pod: import-*'],
    ['provisioned volume pvc-4f3e1c2a-a38e-41aa-9b33-e12552d20556', 'provisioned volume pvc-UID'],
    [
      'container app in pod import-x2v9q_default(4f3e1c2a-a38e-41aa-9b33-e12552d20556)',
      'container app in pod import-*_default(UID)',
    ],
    ['Get "http://10.244.1.7:80/": dial tcp 10.244.1.7:80', 'Get "http://IP:80/": dial tcp IP:80'],
    ['Successfully pulled image "web:1" in 700ms', 'Successfully pulled image "web:1" in SOME TIME'],
    ['unattached volumes=[data kube-api-access-8g2bt]', 'unattached volumes=[data kube-api-access-*]'],
    ['Scaled up replica set front-facts to 1', 'Scaled up replica set front-facts to 1'],
  ];
  for (const [message, expected] of rows) {
    it(message, () => expect(plain(message)).to.equal(expected));
  }
});
