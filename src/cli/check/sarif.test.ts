import { expect } from 'chai';
import { decodeManifests, Release } from '../../api/index';
import { Application, type Finding, QUESTIONS, type Verdict } from '../../check/index';
import { renderSarif } from './sarif';

const TEXT = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: shop/web:1
    readinessProbe: {httpGet: {path: /, port: 80}}
`;

interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly tags: readonly string[] };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly semanticVersion: string; readonly rules: readonly Rule[] };
    };
    readonly columnKind: string;
    readonly automationDetails: { readonly id: string };
    readonly results: readonly Result[];
  }[];
}

const VERDICTS: readonly Verdict[] = ['ok', 'note', 'warning', 'bad'];
const PATHS = ['spec.containers[0].readinessProbe', 'spec.containers[0].lifecycle.preStop', 'spec.replicas', 'spec'];

/** One finding for each question, verdict and path. */
function findingsIn(file: string): Finding[] {
  const [server] = new Application(decodeManifests(TEXT, file, Release.of('1.36'))).servers();
  if (!server) throw new Error('the manifest has no server');
  return QUESTIONS.flatMap((question) =>
    VERDICTS.flatMap((verdict) =>
      PATHS.map((path, i) => ({
        ...{ question, server, verdict, path, answer: 'it is so', figure: 1, unit: 'seconds' as const, scenario: [] },
        ...(i > 1 ? {} : { container: 'web' }),
      })),
    ),
  );
}

function log(file = 'k8s/web.yaml'): Log {
  return JSON.parse(renderSarif(findingsIn(file), '1.2.3'));
}

function results(file?: string): readonly Result[] {
  return log(file).runs[0]?.results ?? [];
}

function uri(file: string): string {
  return results(file)[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
}

/** What the standard asks for, and what GitHub takes (docs.github.com, SARIF support for code scanning). */
describe('SARIF of check', () => {
  it('is of version 2.1.0, with one run by one tool', () => {
    const { $schema, version, runs } = log();
    expect(version).to.equal('2.1.0');
    expect(new URL($schema).protocol).to.equal('https:');
    expect(runs).to.have.length(1);
    expect(runs[0]?.tool.driver).to.include({ name: 'podwright', semanticVersion: '1.2.3' });
    expect(runs[0]?.columnKind).to.be.oneOf(['utf16CodeUnits', 'unicodeCodePoints']);
    expect(runs[0]?.automationDetails.id).to.match(/^[^/]+\/$/);
  });

  it('describes each question once', () => {
    const rules = log().runs[0]?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).to.have.members([...QUESTIONS]);
    for (const { shortDescription, help, defaultConfiguration, properties } of rules) {
      expect(shortDescription.text).to.match(/\?$/).and.to.have.length.below(1024);
      expect(help.text).to.have.length.above(0);
      expect(help.markdown).to.contain('podwright check');
      expect(defaultConfiguration.level).to.be.oneOf(['none', 'note', 'warning', 'error']);
      expect(properties.tags).to.have.length.within(1, 20);
    }
  });

  it('says of each result its rule, its level and its place', () => {
    const rules = log().runs[0]?.tool.driver.rules ?? [];
    const lines = TEXT.split('\n');
    // What is fine is left out.
    expect(results()).to.have.length((findingsIn('web.yaml').length * 3) / 4);
    for (const { ruleId, ruleIndex, level, message, locations } of results()) {
      expect(rules[ruleIndex]?.id).to.equal(ruleId);
      expect(level).to.be.oneOf(['note', 'warning', 'error']);
      expect(message.text).to.match(/^Pod web(, container web)?: it is so\.$/);
      expect(locations).to.have.length(1);
      const { startLine, startColumn } = locations[0]?.physicalLocation.region ?? { startLine: 0, startColumn: 0 };
      expect(startLine).to.be.within(1, lines.length);
      expect(startColumn).to.be.within(1, (lines[startLine - 1]?.length ?? 0) + 1);
    }
  });

  it('leads to the line of the field, or of what should hold it', () => {
    const byPath = PATHS.map((path) => {
      const of = findingsIn('web.yaml').filter((finding) => finding.path === path && finding.verdict === 'bad');
      const parsed: Log = JSON.parse(renderSarif(of.slice(0, 1), '1.2.3'));
      return parsed.runs[0]?.results[0]?.locations[0]?.physicalLocation.region.startLine;
    });
    expect(byPath[0]).to.equal(8);
    expect(byPath[1]).to.be.within(5, 8);
  });

  const places: [string, string][] = [
    ['k8s/web.yaml', 'k8s/web.yaml'],
    ['./k8s/web.yaml', 'k8s/web.yaml'],
    ['my files/web#1.yaml', 'my%20files/web%231.yaml'],
    ['/elsewhere/web.yaml', 'file:///elsewhere/web.yaml'],
    ['<stdin>', '%3Cstdin%3E'],
  ];
  for (const [file, expected] of places)
    it(`names the file ${file} by the URI ${expected}`, () => {
      expect(uri(file)).to.equal(expected);
      expect(() => new URL(uri(file), 'https://example.com/repository/')).to.not.throw();
    });

  it('gives a finding the same fingerprint wherever it stands, and others another one', () => {
    const [here, there] = ['a.yaml', 'b.yaml'].map((file) =>
      results(file).map(({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash']),
    );
    expect(here).to.deep.equal(there);
    expect(new Set(here)).to.have.property('size', QUESTIONS.length * 2);
    for (const print of here ?? []) expect(print).to.match(/^[0-9a-f]{16}:1$/);
  });

  it('keeps to what code hosts take: 25,000 results and rules a run', () => {
    const { results: all = [], tool } = log().runs[0] ?? { tool: { driver: { rules: [] } } };
    expect(all.length).to.be.below(25_000);
    expect(tool.driver.rules.length).to.be.below(25_000);
  });
});
