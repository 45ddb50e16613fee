@kubectl
Feature: What the API server answers
  Its words and its warnings are those of the release; a mistake in a manifest reads as it does in that cluster.

  Scenario Outline: a Deployment that asks for something else warns of what is odd about its pods
    Given Kubernetes <release>
    And the file "web.yaml"
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            nodeSelector: {beta.kubernetes.io/os: linux}
            containers: [{name: c, image: "nginx:1.25", resources: {limits: {memory: 512m}}}]
      """
    When I run `kubectl apply -f web.yaml`
    Then it prints 'Warning: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'
    And it prints 'Warning: spec.template.spec.containers[0].resources.limits[memory]: fractional byte value "512m" is invalid, must be an integer'
    When I run `kubectl set image deployment/web c=nginx:1.26`
    Then it prints 'Warning: spec.template.spec.nodeSelector[beta.kubernetes.io/os]'
    When I run `kubectl label deployment web team=a`
    Then it does not print "Warning"

    Examples:
      | release |
      | 1.23    |
      | 1.36    |

  Scenario Outline: a Service for addresses outside
    Given Kubernetes <release>
    And the file "svc.yaml"
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: outside}
      spec: {ports: [{port: 80}], externalIPs: [203.0.113.9]}
      """
    When I run `kubectl create -f svc.yaml`
    Then it <prints> "Warning: spec.externalIPs is deprecated and may no longer be implemented in some clusters"
    And the field "spec.externalTrafficPolicy" of service "outside" is "<policy>"

    Examples:
      | release | prints         | policy  |
      | 1.29    | does not print | Cluster |
      | 1.36    | prints         | Cluster |

  Scenario: a load balancer asks the nodes themselves where its pods are
    Given the file "svc.yaml"
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 32000, selector: {app: web}, ports: [{port: 80}]}
      """
    When I run `kubectl create -f svc.yaml`
    Then `kubectl describe service web` prints "HealthCheck NodePort:     32000"
    When I run `kubectl patch service web -p '{"spec":{"externalTrafficPolicy":"Cluster"}}'`
    Then the field "spec.healthCheckNodePort" of service "web" is not set

  Scenario Outline: the template of a StatefulSet is looked at since 1.34
    Given Kubernetes <release>
    And the file "db.yaml"
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers: [{name: c, image: "nginx:1.25", volumeMounts: [{name: data, mountPath: /data}]}]
      """
    When I run `kubectl create -f db.yaml`
    Then its exit code is <code>
    When 2s pass
    And I run `<where>`
    Then it prints '<says>'

    Examples:
      | release | code | where                     | says                                                                                                           |
      | 1.33    | 0    | kubectl describe sts db   | create Pod db-0 in StatefulSet db failed error: Pod "db-0" is invalid: spec.containers[0].volumeMounts[0].name |
      | 1.34    | 1    | kubectl create -f db.yaml | The StatefulSet "db" is invalid: spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"      |

  Scenario: Jobs can be found by the labels of their pods
    When I run `kubectl create job report --image=busybox:1.28 -- true`
    Then `kubectl get jobs -l job-name=report` shows
      | NAME   |
      | report |

  Scenario: a DaemonSet counts its templates
    Given the file "agent.yaml"
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: c, image: "nginx:1.25"}]}
      """
    When I run `kubectl create -f agent.yaml`
    And I run `kubectl patch ds agent -p '{"spec":{"minReadySeconds":5}}'`
    And I run `kubectl set image ds/agent c=nginx:1.26`
    And 1m passes
    Then `kubectl describe ds agent` prints "deprecated.daemonset.template.generation: 2"
    And `kubectl get pods -l app=agent --show-labels` prints "pod-template-generation=2"

  Scenario Outline: a patch is read as a manifest is
    Given Kubernetes <release>
    When I run `kubectl create deployment web --image=nginx:1.25`
    And I run `kubectl patch deployment web -p '{"spec": {"replicas": "3"}}'`
    Then it fails with 'The request is invalid: patch: Invalid value: "map[spec:map[replicas:3]]": unrecognized type: int32'
    When I run `kubectl patch deployment web -p '{"spec": {"replica": 3}}'`
    Then it <warns> 'Warning: unknown field "spec.replica"'
    And it prints "deployment.apps/web patched (no change)"
    And the field "spec.replicas" of deployment "web" is "1"

    Examples:
      | release | warns          |
      | 1.24    | does not print |
      | 1.36    | prints         |

  Scenario: a container that a patch adds comes first
    When I run `kubectl create deployment web --image=nginx:1.25`
    And I run `kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"cache","image":"redis:7"}]}}}}'`
    Then the field "spec.template.spec.containers[0].name" of deployment "web" is "cache"
    And the field "spec.template.spec.containers[1].name" of deployment "web" is "nginx"

  Scenario: what says nothing is as if it were not there
    Given the file "quiet.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: quiet}
      spec:
        restartPolicy: ""
        hostNetwork: false
        containers: [{name: c, image: "nginx:1.25", imagePullPolicy: "", env: []}]
      """
    When I run `kubectl create -f quiet.yaml`
    Then the field "spec.restartPolicy" of pod "quiet" is "Always"
    And the field "spec.containers[0].imagePullPolicy" of pod "quiet" is "IfNotPresent"
    When I run `kubectl get pod quiet -o yaml`
    Then it does not print "hostNetwork"
    And it does not print "env:"

  Scenario: a Deployment of nothing
    Given the file "nothing.yaml"
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: nothing}
      """
    When I run `kubectl create -f nothing.yaml`
    Then it fails with "* spec.selector: Required value"
    And it prints "* spec.template.spec.containers: Required value"
    And it does not print "dnsPolicy"

  Scenario: an Ingress in the words of v1beta1
    Given the file "ingress.yaml"
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web}
      spec: {rules: [{http: {paths: [{path: /, backend: {serviceName: web, servicePort: 80}}]}}]}
      """
    When I run `kubectl create -f ingress.yaml`
    Then it fails with 'unknown field "spec.rules[0].http.paths[0].backend.serviceName"'
    When I run `kubectl create ingress web --rule=shop.example.com/=web:80`
    Then it prints "ingress.networking.k8s.io/web created"

  Scenario: what an Ingress routes to is what is ready behind its Service
    Given the file "shop.yaml"
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        replicas: 1
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec: {containers: [{name: web, image: "nginx:1.25"}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec: {selector: {app: shop}, ports: [{port: 80}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop}
      spec:
        rules:
        - host: shop.example.com
          http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
      """
    When I run `kubectl create -f shop.yaml`
    And 20s pass
    Then `kubectl describe ingress shop` prints "shop:80 (10.244."
    When I run `kubectl delete service shop`
    Then `kubectl describe ingress shop` prints 'shop:80 (<error: services "shop" not found>)'
