import { App } from './app';
import { readIndex, readWallClock } from './decode';
import { h } from './dom';
import { restoreTheme } from './theme';

async function main(): Promise<void> {
  restoreTheme();
  const app = new App(await readIndex(), readWallClock());
  await app.start();
  document.body.dataset['ready'] = 'true';
}

main().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  document.body.prepend(h('p', { class: 'partial', role: 'alert' }, `This report can’t be shown here: ${why}`));
});
