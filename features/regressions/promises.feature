Feature: a well-made manifest keeps its promises
  What `podwright fuzz` looks at when a run is over can be said in any scenario.

  Background:
    Given simultaneous events happen in an order of chance
    And the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        containers:
        - name: web
          image: example/web:1
          ports: [{containerPort: 80}]
          startupProbe: {httpGet: {port: 80}, periodSeconds: 5, failureThreshold: 20}
          livenessProbe: {httpGet: {port: 80}}
          resources: {limits: {memory: 64Mi}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    And container "web" starts serving after 50s
    And container "web" uses 40Mi of memory

  Scenario: it starts slowly, and is deleted
    When the manifest is created
    And 3m pass
    Then no container is killed while it still starts
    And no container restarts for a hiccup
    And no container is killed for its memory
    And every pod is ready or done at last
    And every Service with a selector leads to a pod at last
    When I run `kubectl delete pod web`
    Then every preStop hook ends before the grace period does
    And every container ends by itself before it is killed
    And what always holds holds
