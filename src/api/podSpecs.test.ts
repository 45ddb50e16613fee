import { expect } from 'chai';
import { podSpecOf, podSpecPath } from './podSpecs';
import type { KubeObject } from './types/index';

describe('the spec of pods', () => {
  const spec = { containers: [] };
  const OBJECTS: readonly (readonly [kind: string, object: object, path: string, found: unknown])[] = [
    ['Pod', { spec }, 'spec', spec],
    ['Deployment', { spec: { template: { spec } } }, 'spec.template.spec', spec],
    [
      'CronJob',
      { spec: { jobTemplate: { spec: { template: { spec } } } } },
      'spec.jobTemplate.spec.template.spec',
      spec,
    ],
    ['ConfigMap', { data: {} }, 'spec.template.spec', undefined],
    ['Job', { spec: { template: null } }, 'spec.template.spec', undefined],
    ['Pod', { spec: null }, 'spec', undefined],
  ];
  for (const [kind, fields, path, found] of OBJECTS)
    it(`of a ${kind} with ${JSON.stringify(fields)}`, () => {
      const object = { kind, ...fields } as KubeObject;
      expect(podSpecPath(object).join('.')).to.equal(path);
      expect(podSpecOf(object)).to.equal(found);
    });
});
