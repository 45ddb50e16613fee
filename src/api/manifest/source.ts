import type { ManifestProblem, Position } from './error';

/** A step into an object: a field or key, or the index of a list. */
export type PathStep = string | number;

/** One document of a file: its plain value and where its parts stand. */
export interface SourceDocument {
  readonly value: unknown;
  readonly start: Position;
  /** The place of the field (its key) or, when it is not there, of the nearest part around it. */
  positionOf(path: readonly PathStep[]): Position;
  readonly warnings: readonly string[];
}

/** A file cut into documents. What follows a syntax error is lost, what came before is not. */
export interface SourceFile {
  readonly documents: readonly SourceDocument[];
  readonly failure?: { readonly problem: ManifestProblem; readonly kubectl: string };
}

/** `spec.containers[0].image`, `metadata.labels[app]`. */
export function pathText(path: readonly PathStep[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** Reads `spec.containers[0].image` and `spec.containers[0].resources.limits[cpu]`. */
export function parsePath(text: string): PathStep[] {
  const steps: PathStep[] = [];
  for (const [, index, key, name] of text.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)) {
    steps.push(index !== undefined ? Number(index) : (key ?? name ?? ''));
  }
  return steps;
}
