import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { play } from './play';

const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
const CLASS = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: example.com/assumed
---
`;
const VOLUME = `apiVersion: v1
kind: PersistentVolume
metadata: {name: pv}
spec: {storageClassName: manual, accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /srv}}
---
`;
const HAND_MADE_CLAIM = CLAIM.replace('spec: {', 'spec: {storageClassName: manual, ');
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n';
const INGRESS =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n';

describe('notes on a play', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-notes-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const rows: readonly (readonly [what: string, text: string, notes: readonly RegExp[]])[] = [
    [
      'a claim that nobody can fill',
      CLAIM,
      [/^No volume for data: .*none is the default\. Name a file with one before/],
    ],
    ['a claim with a class', `${CLASS}${CLAIM}`, []],
    ['a claim whose volume was made by hand', `${VOLUME}${HAND_MADE_CLAIM}`, []],
    [
      'what the files refer to and nobody has made',
      `${POD}spec: {containers: [{name: web, image: nginx, envFrom: [{configMapRef: {name: shop}}, {secretRef: {name: db}}]}]}\n`,
      [
        /^Nobody has made ConfigMap shop, Secret db, to which the files refer\. Name a file with what is missing before/,
      ],
    ],
    [
      'what the files hold',
      `${POD}spec: {serviceAccountName: default, containers: [{name: web, image: nginx, envFrom: [{secretRef: {name: db}}]}]}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: db}\n`,
      [],
    ],
    ['a kind that is not simulated', INGRESS, [/^Kept but not simulated: Ingress \(in x\.yaml\)\.$/]],
  ];
  for (const [what, text, notes] of rows)
    it(what, () => {
      const file = join(folder, 'x.yaml');
      writeFileSync(file, text);
      const told = play([file], { forMs: 30_000, actions: [], seed: 1, kubernetes: '1.36' }).notes;
      expect(told).to.have.length(notes.length);
      for (const [i, note] of notes.entries()) expect(told[i]).to.match(note);
    });
});
