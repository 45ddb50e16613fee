import type { TextTable } from './row';

/** The words of field errors, by release. */
export const VALIDATION_TEXTS = {
  changedPriority: {
    texts: { '1.20': 'Value', '1.25': 'value' },
    what: 'the field that is named when the value of a priority class shall change',
    source: 'scheduling validation ValidatePriorityClassUpdate 1.24 and 1.25',
  },
  claimImmutable: {
    texts: {
      '1.20': 'spec is immutable after creation except resources.requests for bound claims',
      '1.29':
        'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    },
    what: 'an update of a claim that changes what cannot be changed',
    source: 'core validation ValidatePersistentVolumeClaimUpdate 1.28 and 1.29',
  },
  clusterIPOutside: {
    texts: {
      '1.20': 'the provided IP ({ip}) is not in the valid range. The range of valid IPs is {range}',
      '1.33': 'the provided network does not match the current range',
    },
    what: 'a Service asks for an address that is none of the range',
    source: 'service ipallocator; gate MultiCIDRServiceAllocator',
  },
  emptyOsName: {
    texts: { '1.20': 'cannot be empty', '1.34': '' },
    what: 'a pod for no operating system',
    source: 'core validation validateOS 1.33 and 1.34',
  },
  healthCheckForLocal: {
    texts: {
      '1.20': 'HealthCheckNodePort can only be set on LoadBalancer service with ExternalTrafficPolicy=Local',
      '1.23': "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    },
    what: 'a port for health checks of a Service that needs none',
    source: 'core validation validateServiceExternalTrafficFieldsCombination 1.21 and 1.23',
  },
  noHostUsers: {
    texts: { '1.20': 'when `pod.Spec.HostUsers` is false', '1.34': 'when `hostUsers` is false' },
    what: 'a pod with users of its own that shares something with its node',
    source: 'core validation validateHostUsers 1.33 and 1.34',
  },
  noCidr: {
    texts: { '1.20': 'not a valid CIDR', '1.30': 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)' },
    what: 'a block of addresses that is none',
    source: 'networking validation ValidateIPBlock 1.29 and 1.30',
  },
  ownerLacks: {
    texts: { '1.20': '{field} must not be empty', '1.34': 'must not be empty' },
    what: 'an owner reference without kind, name or uid',
    source: 'apimachinery objectmeta validateOwnerReference 0.33 and 0.34',
  },
  policyForOutside: {
    texts: {
      '1.20': 'ExternalTrafficPolicy can only be set on NodePort and LoadBalancer service',
      '1.23': "may only be set when `type` is 'NodePort' or 'LoadBalancer'",
      '1.29': 'may only be set for externally-accessible services',
    },
    what: 'externalTrafficPolicy of a Service that nobody outside reaches',
    source: 'core validation 1.21, 1.23, 1.28 and 1.29',
  },
  portNameWithoutLetter: {
    texts: {
      '1.20': 'must contain at least one letter or number (a-z, 0-9)',
      '1.25': 'must contain at least one letter (a-z)',
    },
    what: 'a name of a port that has digits only',
    source: 'apimachinery util/validation IsValidPortName 0.24 and 0.25',
  },
  scopeMustExist: {
    texts: {
      '1.20':
        "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
      '1.31':
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
    },
    what: 'a scope of a quota that is there or is not, with an operator that asks for more',
    source: 'core validation validateScopedResourceSelectorRequirement 1.30 and 1.31',
  },
  tooFewReplicas: {
    texts: { '1.20': 'must be greater than 0', '1.36': 'must be greater than or equal to 1' },
    what: 'maxReplicas of an autoscaler below one',
    source: 'autoscaling validation 1.35 and 1.36',
  },
  twoControllers: {
    texts: {
      '1.20': 'Only one reference can have Controller set to true. Found "true" in references for {first} and {second}',
      '1.26':
        'Only one reference can have Controller set to true. Found "true" in references for {firstKind}/{first} and {secondKind}/{second}',
    },
    what: 'an object with two controllers',
    source: 'apimachinery objectmeta ValidateOwnerReferences 0.25 and 0.26',
  },
  twoProjectedSources: {
    texts: {
      '1.20': 'may not specify more than 1 volume type',
      '1.31': 'may not specify more than 1 volume type per source',
    },
    what: 'one source of a projected volume that is two',
    source: 'core validation validateProjectionSources 1.30 and 1.31',
  },
} as const satisfies TextTable;
