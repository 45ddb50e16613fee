import type { Envelope } from '@cucumber/messages';
import { RunModel } from '../html/index';
import { attemptId, messagesOf, type ToldFeature } from '../html/testing';
import { Attachments } from './attachments';
import { runReport } from './runReport';
import type { RunReport } from './types';

export interface Told {
  readonly report: RunReport;
  readonly messages: readonly Envelope[];
  readonly attachments: Attachments;
}

/** What a run of these features would have told; each attempt played 1 s, 2 s … and has this timeline. */
export function toldOf(features: readonly ToldFeature[], { salt = '', timeline = '' } = {}): Told {
  const attached = features.flatMap(({ uri, scenarios }) =>
    scenarios.flatMap(({ steps, attempts = 1 }, i) =>
      Array.from({ length: attempts }, (_, attempt) => attemptId(uri, i, attempt, salt)).flatMap((id) => {
        const stepsMs = steps.map((__, step) => [step * 1000, (step + 1) * 1000]);
        return [attachment(id, 'run.json', JSON.stringify({ stepsMs })), attachment(id, 'timeline.txt', timeline)];
      }),
    ),
  );
  const messages = messagesOf(features, salt);
  const model = new RunModel();
  const attachments = new Attachments();
  for (const message of messages) model.add(message);
  for (const message of attached) attachments.add(message);
  return { report: runReport(model, attachments, { version: '1.2.3', nowMs: 0 }), messages, attachments };
}

function attachment(testCaseStartedId: string, fileName: string, body: string): Envelope {
  return {
    attachment: { testCaseStartedId, fileName, body, contentEncoding: 'IDENTITY', mediaType: 'text/plain' },
  } as Envelope;
}

const NAME = '[A-Za-z_][\\w.-]*';
const TOKEN = new RegExp(
  [
    '<\\?xml version="1\\.0" encoding="UTF-8"\\?>',
    '<!--(?<comment>(?:[^-]|-(?!-))*)-->',
    `</(?<end>${NAME})>`,
    `<(?<start>${NAME})(?<attributes>(?:\\s+${NAME}="[^"<]*")*)\\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'y',
);

/** Of the XML that we write, everything that a parser would refuse. @throws Error that says where */
export function assertWellFormed(xml: string): void {
  const bad = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (bad)
    throw new Error(`a character that XML forbids at ${bad.index}: U+${xml.codePointAt(bad.index)?.toString(16)}`);
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(xml)?.groups;
    if (!groups) throw new Error(`no XML at ${at}: ${JSON.stringify(xml.slice(at, at + 80))}`);
    const { start, end, empty, attributes = '', text = '' } = groups;
    const entity = /&(?!(?:amp|lt|gt|quot|#\d+);)|\]\]>/.exec(attributes + text);
    if (entity) throw new Error(`"${entity[0]}" may not stand here, near ${at}`);
    const names = [...attributes.matchAll(/\s([\w.-]+)="[^"]*"/g)].map(([, name]) => name);
    if (new Set(names).size < names.length) throw new Error(`an attribute twice, at ${at}`);
    if (start && !empty) open.push(start);
    if (end && open.pop() !== end) throw new Error(`</${end}> ends what was not begun, at ${at}`);
    if (open.length === 0 && text.trim() !== '') throw new Error(`text outside of the root, at ${at}`);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> has no end`);
}

/** What names, logs, commands, tags and messages may hold. */
export const HOSTILE: readonly [what: string, text: string][] = [
  ['HTML', '<img src=x onerror="alert(1)"> &amp; <b>'],
  ['the end of a script', '</script><script>alert(1)</script><!--'],
  ['the end of CDATA and of a comment', ']]> --> --!> ?>'],
  ['quotes', `"'\`\\"`],
  ['colours of a terminal', '\u001b[31mred\u001b[0m \u001b]0;title\u0007'],
  ['control characters', '\u0000\u0001\b\v\f\r\u007f\u0085\u009f'],
  ['halves of characters', '\ud800 \udc00 \ud83d'],
  ['what is no character', '\ufffe\uffff\u{1ffff}'],
  ['marks that turn the text around', '\u202egnp.exe\u202c \u2066x\u2069 \u200f'],
  ['line separators', 'a\u2028b\u2029c\r\nd\n\n\te'],
  ['workflow commands', '::error::x\n::set-output name=a::b\n##[error]y %0A::stop-commands::z'],
  ['Markdown', '# x\n| a | b |\n```\n````\n[l](javascript:alert(1)) ![i](x) **b** @you #1 <details> ~~~'],
  ['JSON', '{"a": "\\u0000"}\\'],
  ['emoji and other scripts', '😀👩‍👩‍👧 你好 שלום'],
  ['a line of a megabyte', 'x'.repeat(1_000_000)],
  ['a megabyte of backticks', '`'.repeat(1_000_000)],
];

/** A feature that has the text everywhere. */
export function hostileFeatures(text: string): ToldFeature[] {
  const name = text.replaceAll('\n', ' ');
  const steps = [{ text }, { text, status: 'FAILED', message: `expected now: ${text}\nseen: ${text}` }];
  return [
    {
      // Node reads the names of files as UTF-8, which has no halves of characters
      uri: Buffer.from(`features/${name.slice(0, 100)}.feature`).toString(),
      name,
      scenarios: [
        { name, tags: [`@${name}`], steps },
        { name, steps: [{ text }] },
      ],
    },
  ];
}
