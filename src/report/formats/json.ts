import type { RunReport } from './types';

/**
 * The run as data, for programs: {@link RunReport} says what each field means. A scenario stands on a line of its own, so
 * that two runs can be compared by `diff`; `wallClock` stands on the last but one line.
 */
export function jsonReport({ features, wallClock, ...head }: RunReport): string {
  const parts = features.map(({ scenarios, ...feature }) => {
    const lines = scenarios.map((scenario) => `   ${JSON.stringify(scenario)}`);
    return `  ${JSON.stringify(feature).slice(0, -1)},"scenarios":[\n${lines.join(',\n')}\n  ]}`;
  });
  const open = JSON.stringify(head).slice(0, -1);
  return `${open},\n "features":[\n${parts.join(',\n')}\n ],\n "wallClock":${JSON.stringify(wallClock)}\n}\n`;
}
