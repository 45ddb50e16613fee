import { expect } from 'chai';
import { allocatableOf } from './allocatable';

describe('what a node gives to pods', () => {
  it('is its capacity without 100Mi of memory and a tenth of the disk', () =>
    expect(allocatableOf({ cpu: '4', memory: '8Gi', pods: '110', 'ephemeral-storage': '50Gi' })).to.deep.equal({
      cpu: '4',
      memory: '8092Mi',
      pods: '110',
      // A tenth, as a float of 32 bits has it, is a bit more than a tenth.
      'ephemeral-storage': '48318382000',
    }));

  it('rounds as the kubelet of a real machine does', () =>
    expect(allocatableOf({ memory: '8148252Ki', 'ephemeral-storage': '61255492Ki' })).to.deep.equal({
      memory: '8045852Ki',
      'ephemeral-storage': '56453061334',
    }));

  it('is nothing where there is less', () => expect(allocatableOf({ memory: '64Mi' })).to.deep.equal({ memory: '0' }));
});
