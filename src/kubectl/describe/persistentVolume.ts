import type { KubeEvent, PersistentVolume } from '../../api';
import { type DescribeContext, NONE, writeAnnotations, writeMap } from './common';
import { writeEvents } from './events';
import { accessModesText } from './policies';
import { persistentSourceLines } from './volumes';
import { DescribeWriter } from './writer';

/** `kubectl describe pv`. Source: kubectl describe.go, describePersistentVolume; a live 1.36.2. */
export function describePersistentVolume(
  { metadata, spec, status }: PersistentVolume,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]`);
  out.line(0, `StorageClass:\t${spec.storageClassName ?? ''}`);
  out.line(0, `Status:\t${metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? '')}`);
  out.line(0, `Claim:\t${spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : ''}`);
  out.line(0, `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}`);
  out.line(0, `Access Modes:\t${accessModesText(spec.accessModes)}`);
  out.line(0, `VolumeMode:\t${spec.volumeMode ?? 'Filesystem'}`);
  out.line(0, `Capacity:\t${spec.capacity?.['storage'] ?? ''}`);
  writeNodeAffinity(out, spec.nodeAffinity);
  out.line(0, `Message:\t${String(status?.['message'] ?? '')}`);
  out.line(0, 'Source:');
  for (const [indent, text] of persistentSourceLines(spec)) out.line(2 + indent, text);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

function writeNodeAffinity(out: DescribeWriter, affinity: PersistentVolume['spec']['nodeAffinity']): void {
  if (!affinity?.required) {
    out.line(0, `Node Affinity:\t${NONE}`);
    return;
  }
  out.line(0, 'Node Affinity:\t');
  out.line(1, 'Required Terms:\t');
  affinity.required.nodeSelectorTerms.forEach(({ matchExpressions = [] }, term) => {
    const texts = matchExpressions.map(({ key, operator, values = [] }) =>
      [`${key} ${operator.toLowerCase()}`, ...(values.length > 0 ? [`[${values.join(', ')}]`] : [])].join(' '),
    );
    (texts.length > 0 ? texts : [NONE]).forEach((text, i) => {
      out.line(2, `${i === 0 ? `Term ${term}:` : ''}\t${text}`);
    });
  });
}
