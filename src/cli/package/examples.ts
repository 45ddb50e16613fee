/** A pod that must have started within 30 s. */
export const MANIFEST = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: example.com/web:1
    ports: [{containerPort: 8080}]
    startupProbe: {httpGet: {port: 8080}, periodSeconds: 10, failureThreshold: 3}
`;

/** Holds for it. */
export const FEATURE = `Feature: a pod with a budget for its start

  Scenario: it starts in time
    Given the manifest "web.yaml"
    And container "web" starts serving after 10s
    When the manifest is created
    Then within 1m pod "web" is "1/1 Running"
`;

/** Does not hold for it. */
export const PROPERTY = `
  Scenario: it starts in time, whatever it needs
    Given the manifest "web.yaml"
    And container "web" starts serving after 0s to 90s
    When the manifest is created
    Then within 3m pod "web" is "1/1 Running"
    And container "web" has never restarted
`;
