@probe @C5 @experiment
Feature: Liveness restarts, readiness takes out of service
  The same app, the same probe figures, the same failure: the page is removed at ten seconds. Only the kind of the
  probe differs.

  Background:
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports: [{port: 80}]
      """

  @claim-052
  Scenario: a liveness probe restarts the container and leaves the endpoints alone
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        containers:
        - name: nginx
          image: nginx:1.17.1
          livenessProbe:
            httpGet: {path: /index.html, port: 80}
            periodSeconds: 3
            failureThreshold: 3
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl exec web -- rm /usr/share/nginx/html/index.html`
    Then for 5s pod "web" stays "1/1"
    And service "web" leads to "web"
    And within 6s pod "web" has restarted once
    And pod "web" has never shown "0/1 Running"
    And for 10m pod "web" stays "1/1 Running"
    And service "web" leads to "web"
    And container "nginx" has started twice

  Scenario: a readiness probe empties the endpoints and restarts nothing
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        containers:
        - name: nginx
          image: nginx:1.17.1
          readinessProbe:
            httpGet: {path: /index.html, port: 80}
            periodSeconds: 3
            failureThreshold: 3
      """
    When the manifest is created
    And 10s pass
    Then service "web" leads to "web"
    When I run `kubectl exec web -- rm /usr/share/nginx/html/index.html`
    Then within 10s pod "web" is "0/1 Running"
    And within 1s service "web" has no endpoint
    And for 10m pod "web" stays "0/1 Running"
    And container "nginx" has started once
    And pod "web" has no event "Killing"

  Scenario: with both, the pod leaves the service first and comes back with a new container
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        containers:
        - name: nginx
          image: nginx:1.17.1
          readinessProbe:
            httpGet: {path: /index.html, port: 80}
            periodSeconds: 1
            failureThreshold: 1
          livenessProbe:
            httpGet: {path: /index.html, port: 80}
            periodSeconds: 5
            failureThreshold: 3
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl exec web -- rm /usr/share/nginx/html/index.html`
    Then within 2s service "web" has no endpoint
    And pod "web" has never restarted
    And within 20s pod "web" has restarted once
    And within 3s pod "web" is "1/1 Running"
    And within 1s service "web" leads to "web"
    And for 10m pod "web" stays "1/1 Running"
