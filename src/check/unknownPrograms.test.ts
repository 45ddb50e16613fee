import { expect } from 'chai';
import { allContainers, decodeManifests, type Pod, Release } from '../api/index';
import { Application, supposePrograms } from './index';

function supposed(inits: string, container = 'image: "shop/web:1"') {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec: {initContainers: [${inits}], containers: [{name: web, ${container}}]}\n`;
  const application = new Application(decodeManifests(text, 'shop.yaml', Release.of('1.36')));
  const { application: changed, unknown } = supposePrograms(application, { kubernetes: '1.36', seed: 1 });
  const { spec } = changed.objects[0] as Pod;
  const sentences = unknown.map(({ server, what }) => `${server.kind} ${server.name}: ${what}`);
  return {
    commands: allContainers(spec).map(({ command }) => command?.at(-1)),
    sentences,
  };
}

const COPY = '{name: copy, image: "shop/web:1", command: [sh, -c, cp /usr/bin/web /shared/]}';
const WAIT = '{name: wait, image: busybox, command: [sh, -c, until nslookup db; do sleep 2; done]}';

describe('Programs that nobody described', () => {
  it('are taken to work where they fail for want of knowledge', () => {
    const { commands, sentences } = supposed(COPY);
    expect(commands).to.deep.equal([undefined, undefined]);
    expect(sentences).to.have.length(1);
    expect(sentences[0]).to.match(/^Pod shop: what init container copy does in shop\/web:1 is not known /);
  });

  it('are programs of known images, too, that nobody has written here', () => {
    for (const command of ['[crond, -f]', '[sh, -c, crond -f]']) {
      const { sentences } = supposed(`{name: tune, image: "busybox:1.36", command: ${command}}`);
      expect(sentences, command).to.have.length(1);
      expect(sentences[0]).to.match(
        /what tune runs in busybox:1\.36 \(`.*crond -f`\) is not simulated: the program crond$/,
      );
    }
    expect(supposed('{name: typo, image: "busybox:1.36", command: [slep, "1"]}').sentences).to.deep.equal([]);
  });

  it('still wait for what may come, and the others behind them are found', () => {
    const { commands, sentences } = supposed(`${WAIT}, ${COPY}`);
    expect(commands).to.deep.equal(['until nslookup db; do sleep 2; done', undefined, undefined]);
    expect(sentences).to.have.length(1);
  });

  it('are no excuse for what is known to fail', () => {
    const fails = '{name: fails, image: busybox, command: [sh, -c, exit 3]}';
    expect(supposed(fails)).to.deep.equal({ commands: ['exit 3', undefined], sentences: [] });
  });

  it('are left alone where everything works', () => {
    expect(supposed('{name: works, image: busybox, command: [sh, -c, date]}')).to.deep.equal({
      commands: ['date', undefined],
      sentences: [],
    });
  });
});
