import { basename } from 'node:path';
import type { Manifest, PersistentVolumeClaim } from '../../api/index';
import { surroundingsOf } from '../../check/surroundings';
import type { Cluster } from '../../cluster';
import { containerNames, imagesEver, strangeImages } from '../../observe/containers';
import { strangeLoads } from '../../observe/loads';
import { nearest } from '../../observe/nearest';
import { placeholderNotes } from '../placeholders';
import { readingNotes } from '../readingNotes';

/** Sentences for people about a play that is over: what was assumed, what is not simulated, what the cluster lacks. */
export function notesOf(cluster: Cluster, manifests: readonly Manifest[]): string[] {
  const notes: string[] = [];
  const assumed = [
    ...new Set(
      cluster.journal
        .all()
        .filter((f) => f.type === 'image-assumed')
        .map((f) => String(f.detail['image'])),
    ),
  ];
  if (assumed.length)
    notes.push(
      `Nobody described ${assumed.join(', ')}: assumed to be well-behaved servers that listen on their declared and probed ports, answer 200 and end on SIGTERM; an init container, or one that is not restarted, works for a second and ends with 0. Say what they really do with --images FILE or --behaviours FILE (podwright play --help).`,
    );
  const ignored = [...new Set(manifests.filter((m) => !m.simulated).map((m) => m.object.kind))];
  if (ignored.length)
    notes.push(
      `Kept but not simulated: ${ignored.join(', ')} (in ${[...new Set(manifests.map((m) => basename(m.file)))].join(', ')}).`,
    );
  notes.push(...readingNotes(manifests), ...placeholderNotes(manifests));
  const waiting = cluster.api.list<PersistentVolumeClaim>('PersistentVolumeClaim').filter(lacksClass);
  if (waiting.length)
    notes.push(
      `No volume for ${waiting.map(({ metadata }) => metadata.name).join(', ')}: the cluster has the StorageClasses of the manifests only, and none is the default. Name a file with one before ${OTHERS}.`,
    );
  const lacking = lackingIn(cluster, manifests);
  if (lacking.length)
    notes.push(
      `Nobody has made ${lacking.join(', ')}, to which the files refer. Name a file with what is missing before ${OTHERS}.`,
    );
  return notes;
}

const OTHERS = 'the others, such as the surroundings.yaml that podwright init writes';

/** What the manifests refer to and nobody has made until the end. */
function lackingIn(cluster: Cluster, manifests: readonly Manifest[]): string[] {
  const { objects } = surroundingsOf(manifests.map(({ object }) => object));
  return objects.flatMap(({ kind, metadata: { name, namespace = 'default', annotations } }) => {
    // Namespaces are made, and a default class has a note of its own.
    const isTold = kind === 'Namespace' || (kind === 'StorageClass' && annotations !== undefined);
    return isTold || cluster.api.find(kind, namespace, name) ? [] : `${kind} ${name}`;
  });
}

/** What most clusters bring along, and a manifest takes for granted. */
function lacksClass({ spec, status }: PersistentVolumeClaim): boolean {
  return status?.phase === 'Pending' && spec.storageClassName === undefined;
}

/** A misspelt name in a behaviours file would go unnoticed. */
export function strangers(cluster: Cluster, behaving: readonly string[]): string[] {
  const names = containerNames(cluster);
  const images = imagesEver(cluster);
  return [
    ...behaving
      .filter((name) => !names.includes(name))
      .map((name) => `The behaviours speak of container "${name}", which no pod has; ${nearest(name, names)}.`),
    ...strangeLoads(cluster).map((problem) => `The behaviours put a load on nothing: ${problem}.`),
    ...strangeImages(cluster).map(
      (image) => `The behaviours speak of image "${image}", which no container has; ${nearest(image, images)}.`,
    ),
  ];
}
