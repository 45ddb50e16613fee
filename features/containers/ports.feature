@containers
Feature: Ports below 1024 are not for everybody

  Linux keeps them for root, unless the network says otherwise (ip(7), ip_unprivileged_port_start). containerd 2 says so for
  every pod, containerd 1 does not; a pod may say it itself since Kubernetes 1.22 (kubernetes.io, Using sysctls in a Cluster).

  Scenario Outline: nginx without root in Kubernetes <release>, <with>
    Given Kubernetes <release>
    And the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        restartPolicy: Never
        securityContext: {runAsUser: 101, fsGroup: 101, sysctls: [<sysctl>]}
        volumes: [{name: cache, emptyDir: {}}, {name: run, emptyDir: {}}]
        containers:
        - name: web
          image: nginx
          volumeMounts: [{name: cache, mountPath: /var/cache/nginx}, {name: run, mountPath: /var/run}]
      """
    When the manifest is created
    Then within 20s pod "web" is "<status>"
    And the log of container "web" contains "<log>"

    Examples:
      | release | with              | sysctl                                                   | status      | log                                                                 |
      | 1.32    | containerd 1      |                                                          | Error       | nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied) |
      | 1.33    | containerd 2      |                                                          | 1/1 Running | start worker processes                                              |
      | 1.28    | ports from 80 on  | {name: net.ipv4.ip_unprivileged_port_start, value: "80"} | 1/1 Running | start worker processes                                              |
      | 1.36    | ports from 81 on  | {name: net.ipv4.ip_unprivileged_port_start, value: "81"} | Error       | nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied) |

  Scenario: an image that is made for what its manifest adds
    Given Kubernetes 1.28
    And the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: proxy}
      spec:
        securityContext: {runAsUser: 101}
        containers:
        - name: with
          image: example.com/ingress:1
          ports: [{containerPort: 80}]
          securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}
        - name: without
          image: example.com/ingress:1
          ports: [{containerPort: 443}]
          securityContext: {capabilities: {drop: [ALL]}}
      """
    When the manifest is created
    Then within 20s the log of container "without" contains "listen tcp :443: bind: permission denied"
    And container "with" is running

  Scenario: a port that another container of the pod has
    Given the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: two}
      spec:
        restartPolicy: Never
        containers:
        - {name: first, image: nginx}
        - {name: second, image: nginx}
      """
    When the manifest is created
    Then within 20s container "second" is terminated with exit code 1
    And the log of container "second" contains "bind() to 0.0.0.0:80 failed (98: Address already in use)"
    And the log of container "second" contains "nginx: [emerg] still could not bind()"
    And container "first" is running
