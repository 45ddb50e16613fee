import { expect } from 'chai';
import { decodeManifests } from './index';
import { findResource } from './resources';

describe('a kind of somebody’s own group', () => {
  const service = (apiVersion: string) =>
    `apiVersion: ${apiVersion}\nkind: Service\nmetadata: {name: hello}\nspec: {template: {}}\n`;

  it('with the name of a core kind is told apart by its group, and kept as it is', () => {
    const [manifest] = decodeManifests(service('serving.knative.dev/v1'), 'k.yaml');
    expect(manifest).to.include({ simulated: false });
    expect(manifest?.object).to.deep.include({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service.serving.knative.dev',
    });
    expect(manifest?.object).to.have.nested.property('spec.template');
  });

  it('does not take the core kind’s place', () => {
    decodeManifests(service('serving.knative.dev/v1'), 'k.yaml');
    expect(findResource('services')?.apiVersion).to.equal('v1');
    expect(findResource('Service')?.apiVersion).to.equal('v1');
    for (const word of ['services.serving.knative.dev', 'service.serving.knative.dev'])
      expect(findResource(word)?.apiVersion).to.equal('serving.knative.dev/v1');
    expect(() => decodeManifests(service('v1'), 'k.yaml')).to.throw(/spec\.template|unknown field|template/);
  });
});
