import type { Finding } from '../../check/index';

/**
 * The stable contract of `podwright check --output json`: `{findings: [{question, verdict, answer, figure, unit, kind,
 * namespace, name, container?, file, line, path, scenario, repair?: {changes, sentence, afterwards}}], notes}`. `figure` is
 * null where there is no bound.
 */
export function renderJson(findings: readonly Finding[], notes: readonly string[]): string {
  return `${JSON.stringify({ findings: findings.map(plain), notes }, null, 1)}\n`;
}

function plain({ server, ...finding }: Finding) {
  const { kind, namespace, name, manifest } = server;
  const line = manifest.positionOf(finding.path)?.line ?? manifest.line;
  return { kind, namespace, name, file: manifest.file, line, ...finding };
}
