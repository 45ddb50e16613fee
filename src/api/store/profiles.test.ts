import { expect } from 'chai';
import type { Pod } from '../types/index';
import { deployment, pod, server } from './fixtures.test';

const ARMOR = 'container.apparmor.security.beta.kubernetes.io/app';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/app';
const DEPRECATED = `metadata.annotations[${ARMOR}]: deprecated since v1.30; use the "appArmorProfile" field instead`;

type Contexts = { pod?: object; app?: object };
const shaped = ({ pod: ofPod, app }: Contexts, annotations: Record<string, string>): Pod => {
  const containers = [{ name: 'app', image: 'b:1', ...(app ? { securityContext: app } : {}) }];
  const spec = { containers, ...(ofPod ? { securityContext: ofPod } : {}) } as Pod['spec'];
  return pod('p', spec, Object.keys(annotations).length > 0 ? { annotations } : {});
};

describe('profiles of a new pod', () => {
  const cases: [
    what: string,
    releases: string[],
    given: [contexts: Contexts, annotations: Record<string, string>],
    becomes: [contexts: Contexts, annotations: Record<string, string>],
    warnings?: string[],
  ][] = [
    [
      'seccomp: fields become annotations',
      ['1.20', '1.24'],
      [{ pod: { seccompProfile: { type: 'RuntimeDefault' } }, app: { seccompProfile: { type: 'Unconfined' } } }, {}],
      [
        { pod: { seccompProfile: { type: 'RuntimeDefault' } }, app: { seccompProfile: { type: 'Unconfined' } } },
        { [SECCOMP]: 'runtime/default', [SECCOMP_OF_CONTAINER]: 'unconfined' },
      ],
    ],
    [
      'seccomp: fields stay alone',
      ['1.25', '1.36'],
      [{ pod: { seccompProfile: { type: 'RuntimeDefault' } } }, {}],
      [{ pod: { seccompProfile: { type: 'RuntimeDefault' } } }, {}],
    ],
    [
      'seccomp: annotations become fields',
      ['1.20', '1.26'],
      [{}, { [SECCOMP]: 'docker/default', [SECCOMP_OF_CONTAINER]: 'localhost/a' }],
      [
        {
          pod: { seccompProfile: { type: 'RuntimeDefault' } },
          app: { seccompProfile: { type: 'Localhost', localhostProfile: 'a' } },
        },
        { [SECCOMP]: 'docker/default', [SECCOMP_OF_CONTAINER]: 'localhost/a' },
      ],
    ],
    [
      'seccomp: annotations mean nothing',
      ['1.27'],
      [{}, { [SECCOMP]: 'runtime/default' }],
      [{}, { [SECCOMP]: 'runtime/default' }],
      [`metadata.annotations[${SECCOMP}]: non-functional in v1.27+; use the "seccompProfile" field instead`],
    ],
    ['AppArmor: annotations are alone', ['1.29'], [{}, { [ARMOR]: 'unconfined' }], [{}, { [ARMOR]: 'unconfined' }]],
    [
      'AppArmor: annotations become fields',
      ['1.30', '1.36'],
      [{}, { [ARMOR]: 'localhost/mine' }],
      [{ app: { appArmorProfile: { type: 'Localhost', localhostProfile: 'mine' } } }, { [ARMOR]: 'localhost/mine' }],
      [DEPRECATED],
    ],
    [
      'AppArmor: a field of the container wins',
      ['1.30', '1.36'],
      [{ app: { appArmorProfile: { type: 'Unconfined' } } }, { [ARMOR]: 'runtime/default' }],
      [{ app: { appArmorProfile: { type: 'Unconfined' } } }, { [ARMOR]: 'runtime/default' }],
    ],
    [
      'AppArmor: what the pod says need not be said again',
      ['1.30', '1.36'],
      [{ pod: { appArmorProfile: { type: 'Unconfined' } } }, { [ARMOR]: 'unconfined' }],
      [{ pod: { appArmorProfile: { type: 'Unconfined' } } }, { [ARMOR]: 'unconfined' }],
    ],
    [
      'AppArmor: an annotation that means nothing',
      ['1.30', '1.36'],
      [{}, { [ARMOR]: 'localhost/' }],
      [{}, { [ARMOR]: 'localhost/' }],
      [DEPRECATED],
    ],
    [
      'AppArmor: fields become annotations',
      ['1.30', '1.33'],
      [{ pod: { appArmorProfile: { type: 'RuntimeDefault' } } }, {}],
      [{ pod: { appArmorProfile: { type: 'RuntimeDefault' } } }, { [ARMOR]: 'runtime/default' }],
    ],
    [
      'AppArmor: fields stay alone',
      ['1.34'],
      [{ pod: { appArmorProfile: { type: 'RuntimeDefault' } } }, {}],
      [{ pod: { appArmorProfile: { type: 'RuntimeDefault' } } }, {}],
    ],
  ];
  for (const [what, releases, given, [contexts, annotations], warnings = []] of cases) {
    for (const release of releases) {
      it(`${what} (${release})`, () => {
        const told: string[] = [];
        const made = server(release).create(shaped(...given), { warn: (text) => told.push(text) });
        expect(made.metadata.annotations ?? {}).to.deep.equal(annotations);
        expect(made.spec.securityContext ?? {}).to.deep.equal(contexts.pod ?? {});
        expect(made.spec.containers[0]?.securityContext ?? {}).to.deep.equal(contexts.app ?? {});
        expect(told).to.deep.equal(warnings);
      });
    }
  }

  const templates: [release: string, profile: string | undefined, isTold: boolean][] = [
    ['1.29', undefined, false],
    ['1.30', undefined, true],
    ['1.33', 'RuntimeDefault', false],
    ['1.34', 'RuntimeDefault', true],
    ['1.34', 'Unconfined', false],
  ];
  for (const [release, profile, isTold] of templates) {
    it(`a template of ${release} beside ${profile} of the pod is ${isTold ? '' : 'not '}warned of`, () => {
      const web = deployment('web');
      const { template } = web.spec;
      template.metadata = { ...template.metadata, annotations: { [ARMOR]: 'unconfined' } };
      if (profile) template.spec = { ...template.spec, securityContext: { appArmorProfile: { type: profile } } };
      const told: string[] = [];
      server(release).create(web, { warn: (text) => told.push(text) });
      expect(told).to.deep.equal(isTold ? [`spec.template.${DEPRECATED}`] : []);
    });
  }
});
