@probe @bad-input
Feature: Probes that the API server refuses
  A manifest with such a fault never becomes a pod; kubectl prints the field and what is wrong with it.

  Scenario Outline: <fault>
    Given the file "fault.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          <probe>Probe: <value>
      """
    When I run `kubectl create -f fault.yaml`
    Then it fails with 'The Pod "p" is invalid: spec.containers[0].<probe>Probe<message>'
    And its exit code is 1
    And pod "p" was never seen

    Examples: figures
      | fault                                     | probe     | value                                            | message                                                                              |
      | a liveness probe that needs two successes | liveness  | {httpGet: {port: 80}, successThreshold: 2}       | .successThreshold: Invalid value: 2: must be 1                                       |
      | a startup probe that needs two successes  | startup   | {httpGet: {port: 80}, successThreshold: 2}       | .successThreshold: Invalid value: 2: must be 1                                       |
      | a negative initial delay                  | readiness | {httpGet: {port: 80}, initialDelaySeconds: -1}   | .initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0          |
      | a negative period                         | liveness  | {httpGet: {port: 80}, periodSeconds: -1}         | .periodSeconds: Invalid value: -1: must be greater than or equal to 0                |
      | a negative timeout                        | startup   | {httpGet: {port: 80}, timeoutSeconds: -1}        | .timeoutSeconds: Invalid value: -1: must be greater than or equal to 0               |
      | a negative success threshold              | readiness | {httpGet: {port: 80}, successThreshold: -1}      | .successThreshold: Invalid value: -1: must be greater than or equal to 0             |
      | a negative failure threshold              | liveness  | {httpGet: {port: 80}, failureThreshold: -1}      | .failureThreshold: Invalid value: -1: must be greater than or equal to 0             |
      | a grace period of a readiness probe       | readiness | {httpGet: {port: 80}, terminationGracePeriodSeconds: 5}  | .terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes |
      | a grace period of 0 of a liveness probe   | liveness  | {httpGet: {port: 80}, terminationGracePeriodSeconds: 0}  | .terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0             |
      | a negative grace of a startup probe       | startup   | {httpGet: {port: 80}, terminationGracePeriodSeconds: -1} | .terminationGracePeriodSeconds: Invalid value: -1: must be greater than 0            |

    Examples: handlers
      | fault                         | probe     | value                                        | message                                                                                                                     |
      | no handler                    | liveness  | {periodSeconds: 5}                           | : Required value: must specify a handler type                                                                               |
      | no handler                    | readiness | {}                                           | : Required value: must specify a handler type                                                                               |
      | two handlers                  | liveness  | {exec: {command: [ls]}, httpGet: {port: 80}} | .httpGet: Forbidden: may not specify more than 1 handler type                                                               |
      | two handlers                  | startup   | {tcpSocket: {port: 80}, grpc: {port: 80}}    | .grpc: Forbidden: may not specify more than 1 handler type                                                                  |
      | a command of no words         | liveness  | {exec: {command: []}}                        | .exec.command: Required value                                                                                               |
      | a port out of range           | readiness | {tcpSocket: {port: 65536}}                   | .tcpSocket.port: Invalid value: 65536: must be between 1 and 65535, inclusive                                               |
      | a port of 0                   | liveness  | {httpGet: {port: 0}}                         | .httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive                                                     |
      | a port name with an underline | liveness  | {httpGet: {port: no_good}}                   | .httpGet.port: Invalid value: "no_good": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)             |
      | a port name that is too long  | startup   | {tcpSocket: {port: a-very-long-port-name}}   | .tcpSocket.port: Invalid value: "a-very-long-port-name": must be no more than 15 characters                                 |
      | an unknown scheme             | readiness | {httpGet: {port: 80, scheme: ftp}}           | .httpGet.scheme: Unsupported value: "ftp": supported values: "HTTP", "HTTPS"                                                |

  Scenario Outline: a <probe> probe on an init container
    Given the file "fault.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        initContainers:
        - name: prepare
          image: busybox:1.28
          <probe>Probe: {exec: {command: [ls]}}
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When I run `kubectl create -f fault.yaml`
    Then it fails with 'The Pod "p" is invalid: spec.initContainers[0].<probe>Probe: <message>'

    Examples:
      | probe     | message                                                                    |
      | liveness  | Forbidden: may not be set for init containers without restartPolicy=Always |
      | readiness | Forbidden: may not be set for init containers without restartPolicy=Always |
      | startup   | Forbidden: may not be set for init containers without restartPolicy=Always |

  Scenario Outline: an ephemeral container with <field>
    Given the manifest "shop.yaml"
    And the file "patch.json"
      """json
      {"spec": {"ephemeralContainers": [{"name": "d", "image": "busybox:1.28", "<field>": <value>}]}}
      """
    When I run `kubectl create -f shop.yaml`
    And I run `kubectl patch pod shop --subresource=ephemeralcontainers --type=strategic --patch-file=patch.json`
    Then it fails with "spec.ephemeralContainers[0].<field>: Forbidden: cannot be set for an Ephemeral Container"

    Examples:
      | field          | value                                |
      | livenessProbe  | {"exec": {"command": ["ls"]}}         |
      | readinessProbe | {"exec": {"command": ["ls"]}}         |
      | startupProbe   | {"exec": {"command": ["ls"]}}         |
      | ports          | [{"containerPort": 80}]              |
      | lifecycle      | {"preStop": {"exec": {"command": ["ls"]}}} |
      | resources      | {"limits": {"cpu": "1"}}             |

  Scenario: the document's redis manifest is indented wrongly
    Given the file "redis.yaml"
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: redis-deployment
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: redis-deploy-6379
        template:
          metadata:
            labels:
              app: redis-deploy-6379
          spec:
            containers:
            - name: redis-deploy-6379
              image: redis
              ports:
            - containerPort: 6379
            livenessProbe:
              exec:
                command:
                - /usr/local/bin/redis-cli
                - quit
      """
    When I run `kubectl create -f redis.yaml`
    Then it fails with 'unknown field "spec.template.spec.containers[1].containerPort", unknown field "spec.template.spec.livenessProbe"'

  Scenario: a probe of a running pod can't be changed
    Given the manifest "shop.yaml"
    When I run `kubectl create -f shop.yaml`
    And 10s pass
    And I run `kubectl patch pod shop -p '{"spec":{"containers":[{"name":"shop","readinessProbe":{"periodSeconds":1}}]}}'`
    Then it fails with "spec: Forbidden: pod updates may not change fields other than"
