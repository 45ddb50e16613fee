import type { TextTable } from './row';

/** Wordings about images and their pulls that changed between releases. `{name}` stands for a value. */
export const IMAGE_TEXTS = {
  imageNameInvalid: {
    texts: {
      '1.20': 'Failed to apply default image tag "{image}": couldn\'t parse image reference "{image}": {shortError}',
      '1.28': 'Failed to apply default image tag "{image}": couldn\'t parse image name "{image}": {error}',
    },
    what: 'event InspectFailed for a name that is none',
    source: 'image_manager.go and parsers.go 1.27 and 1.28; recordings of 1.20.2 and 1.36.2',
  },
  imagePresent: {
    texts: {
      '1.20': 'Container image "{image}" already present on machine',
      '1.35': 'Container image "{image}" already present on machine and can be accessed by the pod',
    },
    what: 'event Pulled without a pull',
    source: 'KEP-2535; recordings of 1.20.2 and 1.36.2',
  },
  imagePullBackOff: {
    texts: {
      '1.20': 'Back-off pulling image "{image}"',
      '1.32': 'Back-off pulling image "{image}": {lastReason}: {lastError}',
    },
    what: 'waiting message of ImagePullBackOff (the event keeps the short text)',
    source: 'kubernetes PR 127918',
  },
  imagePulled: {
    texts: {
      '1.20': 'Successfully pulled image "{image}" in {duration}',
      '1.23': 'Successfully pulled image "{image}" in {duration} ({durationWithWait} including waiting)',
      '1.30':
        'Successfully pulled image "{image}" in {duration} ({durationWithWait} including waiting). Image size: {sizeBytes} bytes.',
    },
    what: 'event Pulled after a pull',
    source:
      'kubernetes PR 111772 (1.26, brought to the patches of 1.23 to 1.25 too: PRs 114430, 114272 and 114271); image_manager.go 1.23.1, 1.25 and 1.30; recordings of 1.20.2 and 1.36.2',
  },
  imageResolveFailed: {
    texts: { '1.20': 'failed to resolve reference "{reference}": {error}', '1.33': 'failed to resolve image: {error}' },
    what: 'inside the error of a pull: the wording of containerd 1.6 and 2.1',
    source: 'recordings of 1.20.2 (containerd 1.6.20) and 1.36.2 (containerd 2.1.9)',
  },
} as const satisfies TextTable;
