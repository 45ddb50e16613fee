import { expect } from 'chai';
import { remembered, rememberedFor } from './remember';

describe('kernel: remembered answers', () => {
  it('asks once for each text', () => {
    let asked = 0;
    const length = remembered((text) => {
      asked++;
      return { length: text.length };
    });
    expect(length('four')).to.deep.equal({ length: 4 });
    expect(length('four')).to.equal(length('four'));
    expect(length('fives')).to.deep.equal({ length: 5 });
    expect(asked).to.equal(2);
  });

  it('asks again after an error', () => {
    let asked = 0;
    const failing = remembered((text): string => {
      asked++;
      throw new Error(text);
    });
    expect(() => failing('a')).to.throw('a');
    expect(() => failing('a')).to.throw('a');
    expect(asked).to.equal(2);
  });

  it('asks once for each object, whatever the answer', () => {
    const asked: object[] = [];
    const nothing = rememberedFor((object: object) => {
      asked.push(object);
      return undefined;
    });
    const [one, other] = [{}, {}];
    for (const object of [one, other, one, other]) expect(nothing(object)).to.equal(undefined);
    expect(asked).to.deep.equal([one, other]);
  });

  it('stays small', () => {
    const asked: string[] = [];
    const same = remembered((text) => {
      asked.push(text);
      return text;
    });
    for (let i = 0; i < 5_000; i++) same(String(i));
    same('0');
    expect(asked.filter((text) => text === '0')).to.have.length(2);
    same('0');
    expect(asked.filter((text) => text === '0')).to.have.length(2);
  });
});
