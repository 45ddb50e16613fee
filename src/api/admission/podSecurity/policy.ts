import type { FieldError } from '../../errors';
import type { Release } from '../../release/index';
import { FieldErrors } from '../../validation/errors';
import { Path } from '../../validation/path';
import { LEVELS, type Level, type Standard } from './types';

/** What the labels of a namespace say of its pods; what they say for the audit log nobody sees. */
export interface Policy {
  /** Pods that break it are refused. */
  readonly enforce: Standard;
  /** Of pods and templates that break it the server warns. */
  readonly warn: Standard;
}

export type Labels = Readonly<Record<string, string>>;

const PREFIX = 'pod-security.kubernetes.io/';
const ANYTHING: Standard = { level: 'privileged' };
const NO_POLICY = { policy: { enforce: ANYTHING, warn: ANYTHING }, errors: [] };

/** Reads the labels; there is a policy even if something is wrong with them. Source: api/helpers.go `PolicyToEvaluate`. */
export function policyOf(labels: Labels, release: Release): { policy: Policy; errors: readonly FieldError[] } {
  // Nearly always: every pod that is created comes by.
  if (!Object.keys(labels).some((label) => label.startsWith(PREFIX))) return NO_POLICY;
  const errors = new FieldErrors(release);
  const enforce = standardOf(labels, 'enforce', 'restricted', errors);
  standardOf(labels, 'audit', 'privileged', errors);
  const own = standardOf(labels, 'warn', 'privileged', errors);
  const warnsOfEnforced =
    release.has('podSecurityWarnsOfEnforced') &&
    labels[`${PREFIX}warn`] === undefined &&
    isLevel(labels[`${PREFIX}enforce`]);
  const { version } = labels[`${PREFIX}warn-version`] === undefined ? enforce : own;
  const warn = warnsOfEnforced ? { level: enforce.level, ...(version === undefined ? {} : { version }) } : own;
  return { policy: { enforce, warn }, errors: errors.list };
}

function standardOf(labels: Labels, mode: string, whenWrong: Level, errors: FieldErrors): Standard {
  const level = levelOf(labels, PREFIX + mode, whenWrong, errors);
  const version = versionOf(labels, `${PREFIX}${mode}-version`, errors);
  return version === undefined ? { level } : { level, version };
}

const LABELS = Path.metadata.child('labels');

function levelOf(labels: Labels, key: string, whenWrong: Level, errors: FieldErrors): Level {
  const level = labels[key];
  if (level === undefined) return ANYTHING.level;
  if (isLevel(level)) return level;
  errors.invalid(LABELS.key(key), level, `must be one of ${LEVELS.join(', ')}`);
  return whenWrong;
}

function isLevel(level: string | undefined): level is Level {
  return (LEVELS as readonly (string | undefined)[]).includes(level);
}

/** Undefined for the newest. */
function versionOf(labels: Labels, key: string, errors: FieldErrors): number | undefined {
  const version = labels[key];
  if (version === undefined || version === 'latest') return undefined;
  const [, minor] = /^v1\.(0|[1-9]\d*)$/.exec(version) ?? [];
  if (minor !== undefined) return Number(minor);
  errors.invalid(LABELS.key(key), version, 'must be "latest" or "v1.x"');
  return undefined;
}

/** `"restricted:v1.25"` */
export function quotedName({ level, version }: Standard): string {
  return `"${level}:${version === undefined ? 'latest' : `v1.${version}`}"`;
}

export function isStricter(a: Standard, b: Standard): boolean {
  return LEVELS.indexOf(a.level) > LEVELS.indexOf(b.level);
}
