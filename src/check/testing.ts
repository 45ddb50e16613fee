import { decodeManifests, Release } from '../api/index';
import { Application, check, DEFAULT_LIMITS, type Finding, type QuestionId } from './index';

const SETUP = { kubernetes: '1.36', seed: 1 };

/** A Deployment behind a service whose container `web` has these further lines. */
export function shop(lines: string, { spec = '', pod = '' } = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  ${spec}
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      ${pod}
      containers:
      - name: web
        image: shop/web:1
        ports: [{containerPort: 8080}]
        ${lines.split('\n').join('\n        ')}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
`;
}

/** What check answers to some questions, or to all. */
export function findings(manifest: string, questions?: QuestionId[]): Finding[] {
  const application = new Application(decodeManifests(manifest, 'shop.yaml', Release.of('1.36')));
  return check(application, { setup: SETUP, limits: DEFAULT_LIMITS, ...(questions && { questions }) });
}

/** The answer to one question; undefined where there is none. */
export function finding(manifest: string, question: QuestionId): Finding | undefined {
  return findings(manifest, [question]).find((f) => f.question === question);
}

export const LIVE = 'livenessProbe: {httpGet: {path: /, port: 8080}}';
export const READY = 'readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}';
