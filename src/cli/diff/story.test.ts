import { expect } from 'chai';
import { playFiles } from '../play/play';
import { type Line, storyOf } from './story';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: nginx}]}\n';

describe('the story of a play', () => {
  const events = (kubernetes: string, withMessages: boolean) => {
    const file = { name: 'pod.yaml', text: POD };
    const played = playFiles([file], { kubernetes, seed: 1, forMs: 10_000, actions: [], behaviours: [], images: [] });
    return (storyOf(played, withMessages).get('Events of Pod web') ?? []).map(({ text }: Line) => text);
  };

  it('tells events with their messages, which are worded anew in most releases', () => {
    expect(events('1.34', true)).to.include('Normal Started: Started container c');
    expect(events('1.35', true)).to.include('Normal Started: Container started');
  });

  it('tells them by type and reason alone, if asked', () => {
    expect(events('1.34', false)).to.deep.equal([
      'Normal Scheduled',
      'Normal Pulling',
      'Normal Pulled',
      'Normal Created',
      'Normal Started',
    ]);
    expect(events('1.35', false)).to.deep.equal(events('1.34', false));
  });
});
