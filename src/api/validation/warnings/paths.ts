import type { Volume } from '../../types/index';

/** A path in a volume, and of which source it is where there are several. */
interface Source {
  readonly path: string;
  readonly from: string;
}

interface Item {
  readonly path?: string;
}

/**
 * Files of a volume that hide each other, since 1.32. Source: pkg/api/pod `warningsForOverlappingVirtualPaths`.
 */
export function pathWarnings(volumes: readonly Volume[]): string[] {
  return volumes.flatMap((volume) => {
    const { name, configMap, secret, downwardAPI, projected } = volume;
    const told = (what: string, sources: readonly Source[]): string[] =>
      overlaps(sources).map((overlap) => `volume "${name}" (${what}): overlapping paths: ${overlap}`);
    const sources = projected?.sources ?? [];
    const empty = sources.filter((source) => Object.keys(source).length === 0);
    return [
      ...told(`ConfigMap "${configMap?.name ?? ''}"`, itemsOf(configMap?.items, '')),
      ...told(`Secret "${secret?.secretName ?? ''}"`, itemsOf(secret?.items, '')),
      ...told('DownwardAPI', itemsOf(downwardAPI?.items, '')),
      ...empty.map(() => `volume "${name}" (Projected) has no sources provided`),
      ...told('Projected', sources.flatMap(projectedPaths)),
    ];
  });
}

type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number];

function projectedPaths({ configMap, secret, downwardAPI, serviceAccountToken }: Projection): Source[] {
  if (configMap?.items) return itemsOf(configMap.items, `ConfigMap "${configMap.name ?? ''}"`);
  if (secret?.items) return itemsOf(secret.items, `Secret "${secret.name ?? ''}"`);
  if (downwardAPI?.items) return itemsOf(downwardAPI.items, 'DownwardAPI');
  return serviceAccountToken ? itemsOf([serviceAccountToken], 'ServiceAccountToken') : [];
}

function itemsOf(items: readonly Item[] | undefined, from: string): Source[] {
  return (items ?? []).map(({ path = '' }) => ({ path: path.replace(/\/+$/, ''), from }));
}

function overlaps(sources: readonly Source[]): string[] {
  return sources.flatMap((source, i) =>
    sources
      .slice(0, i)
      .filter(
        ({ path }) => path !== '' && source.path !== '' && (isBelow(path, source.path) || isBelow(source.path, path)),
      )
      .map((earlier) => `${shown(source)} with ${shown(earlier)}`),
  );
}

function isBelow(path: string, above: string): boolean {
  return `${path}/`.startsWith(`${above}/`);
}

function shown({ path, from }: Source): string {
  return from === '' ? JSON.stringify(path) : `${JSON.stringify(path)} (${from})`;
}
