import { remembered } from '../../kernel/index';
import { API_FEATURES } from './api';
import { API_TEXTS } from './apiTexts';
import { CONTAINER_TEXTS } from './containerTexts';
import { CONTROLLER_FEATURES } from './controllers';
import { CONTROLLER_TEXTS } from './controllerTexts';
import { IMAGE_TEXTS } from './imageTexts';
import { KUBECTL_FEATURES } from './kubectl';
import { KUBECTL_TEXTS } from './kubectlTexts';
import { KUBELET_FEATURES } from './kubelet';
import { KUBELET_TEXTS } from './kubeletTexts';
import { NUMBERS } from './numbers';
import { RESIZE_FEATURES } from './resize';
import { RESIZE_TEXTS } from './resizeTexts';
import { type FeatureRow, type MinorVersion, minorOf, type NumberRow, type TextRow } from './row';
import { SCHEDULER_FEATURES } from './scheduler';
import { SCHEDULER_TEXTS } from './schedulerTexts';
import { VALIDATION_FEATURES } from './validation';
import { VALIDATION_TEXTS } from './validationTexts';
import { WARNING_FEATURES } from './warnings';
import { WARNING_TEXTS } from './warningTexts';

/** Every difference between releases that this project knows. */
export const FEATURES = {
  ...API_FEATURES,
  ...KUBELET_FEATURES,
  ...CONTROLLER_FEATURES,
  ...SCHEDULER_FEATURES,
  ...KUBECTL_FEATURES,
  ...RESIZE_FEATURES,
  ...VALIDATION_FEATURES,
  ...WARNING_FEATURES,
} as const;

/** Every wording that differs between releases. */
export const TEXTS = {
  ...API_TEXTS,
  ...CONTAINER_TEXTS,
  ...CONTROLLER_TEXTS,
  ...IMAGE_TEXTS,
  ...KUBECTL_TEXTS,
  ...KUBELET_TEXTS,
  ...RESIZE_TEXTS,
  ...SCHEDULER_TEXTS,
  ...VALIDATION_TEXTS,
  ...WARNING_TEXTS,
} as const;

export type FeatureName = keyof typeof FEATURES;
export type TextName = keyof typeof TEXTS;
export type NumberName = keyof typeof NUMBERS;

export const OLDEST_MINOR = 20;
export const NEWEST_MINOR = 36;

/** What is played when nobody names a release. */
export const DEFAULT_RELEASE = `1.${NEWEST_MINOR}`;

/**
 * A Kubernetes release as a set of named differences. Code asks for a difference by its name, never for a version:
 * the tables beside this file say which release has what, and why we think so.
 */
export class Release {
  private static readonly known = new Map<number, Release>();

  /** The last of the supported minor releases: `1.36`. */
  readonly version: MinorVersion;
  /** Each is asked for a hundred times in a run, and releases are made once. */
  private readonly included = remembered((name: FeatureName) => this.includes(name));
  /** Words and names of values in turns. */
  private readonly wording = remembered((name: TextName): readonly string[] => {
    const row: TextRow = TEXTS[name];
    return newest(row.texts, this.minor, name).split(/\{(\w+)\}/);
  });

  private constructor(readonly minor: number) {
    this.version = `1.${minor}`;
  }

  /**
   * The release of a version such as `1.29`, `v1.29`, `1.29.4` or `latest`.
   * @throws Error when it is not a version from 1.20 to 1.36
   */
  static of(version: string): Release {
    const match = version === 'latest' ? ['', String(NEWEST_MINOR)] : /^v?1\.(\d+)(?:\.\d+)?$/.exec(version.trim());
    const minor = match ? Number(match[1]) : Number.NaN;
    if (!(minor >= OLDEST_MINOR && minor <= NEWEST_MINOR)) {
      throw new Error(
        `"${version}" is not a Kubernetes release that can be played: say 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}, such as ${DEFAULT_RELEASE}`,
      );
    }
    const known = Release.known.get(minor) ?? new Release(minor);
    Release.known.set(minor, known);
    return known;
  }

  /** All releases that can be played, oldest first. */
  static all(): Release[] {
    return Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => Release.of(`1.${OLDEST_MINOR + i}`));
  }

  atLeast(version: MinorVersion): boolean {
    return this.minor >= minorOf(version);
  }

  has(name: FeatureName): boolean {
    return this.included(name);
  }

  private includes(name: FeatureName): boolean {
    const row: FeatureRow = FEATURES[name];
    if (row.from === 'off' || !this.atLeast(row.from)) return false;
    return row.until === undefined || !this.atLeast(row.until);
  }

  /**
   * The wording of this release with its `{values}` filled in; values that this release does not show may be missing
   * or superfluous, so a caller gives all that any release needs.
   * @throws Error when a value that the wording shows is missing
   */
  text(name: TextName, values: Readonly<Record<string, string | number>> = {}): string {
    const parts = this.wording(name);
    let out = parts[0] as string;
    for (let i = 1; i < parts.length; i += 2) {
      const key = parts[i] as string;
      const value = values[key];
      if (value === undefined) throw new Error(`the text "${name}" of ${this.version} needs a value for {${key}}`);
      out += String(value) + parts[i + 1];
    }
    return out;
  }

  /** The figure of this release; the unit is part of the name. */
  number(name: NumberName): number {
    const row: NumberRow = NUMBERS[name];
    return newest(row.values, this.minor, name);
  }
}

function newest<T>(byVersion: Readonly<Partial<Record<MinorVersion, T>>>, minor: number, name: string): T {
  let best: T | undefined;
  let bestMinor = -1;
  for (const [version, value] of Object.entries(byVersion) as [MinorVersion, T][]) {
    const from = minorOf(version);
    if (from > minor || from <= bestMinor) continue;
    best = value;
    bestMinor = from;
  }
  if (best === undefined) throw new Error(`the row "${name}" says nothing about 1.${minor}`);
  return best;
}
