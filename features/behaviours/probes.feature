@behaviours @probe
Feature: An app fails a probe for a while
  The app answers what the probe asks so that it fails, whatever that is: a status, a closed port, a health service that says
  NOT_SERVING, an exit code. Times count from each start of the container.

  Scenario Outline: readiness that fails between one and two minutes, asked by <what>
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: web
          image: example/web:1
          ports: [{name: app, containerPort: 8080}]
          readinessProbe: {<handler>, periodSeconds: 5, failureThreshold: 1}
      """
    And container "web" fails its readiness probe from 1m to 2m
    When the manifest is created
    Then within 30s pod "web" is "1/1 Running"
    When 50s pass
    Then pod "web" is ready
    And within 20s pod "web" is not ready
    And the readiness probe of container "web" has failed with "<output>"
    And for 40s pod "web" is not ready
    And within 25s pod "web" is ready
    And container "web" has never restarted

    Examples:
      | what      | handler                                | output             |
      | a path    | httpGet: {path: /ready, port: app}     | statuscode: 503    |
      | a port    | tcpSocket: {port: 8080}                | connection refused |
      | gRPC      | grpc: {port: 8080}                     | NOT_SERVING        |
      | a command | exec: {command: [app, check, --ready]} |                    |

  Scenario: liveness that fails after a minute restarts the container each time
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: web
          image: example/web:1
          livenessProbe: {httpGet: {path: /live, port: 8080}, periodSeconds: 5}
          readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}
      """
    And container "web" fails its liveness probe after 1m
    When the manifest is created
    And 4m pass
    Then pod "web" has restarted between 2 and 3 times

  Scenario: a start that takes as long as its probe fails
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: web
          image: example/web:1
          startupProbe: {httpGet: {path: /started, port: 8080}, periodSeconds: 5, failureThreshold: 20}
      """
    And container "web" fails its startup probe until 45s
    When the manifest is created
    Then for 40s pod "web" is "0/1 Running"
    And within 15s pod "web" is "1/1 Running"
