@rules
Feature: Pods that have to make room for others

  Background:
    Given the manifest
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata:
        name: urgent
      value: 1000
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata:
        name: patient
      value: 1000
      preemptionPolicy: Never
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: low
      spec:
        terminationGracePeriodSeconds: 20
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
          resources:
            requests:
              cpu: 3
      """
    When the manifest is created
    And 10s pass
    Then pod "low" is "1/1 Running"

  Scenario: a pod of a higher class takes the place of another one
    Given the file "high.yaml"
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: high
      spec:
        priorityClassName: urgent
        containers:
        - name: c
          image: nginx:1.25
          resources:
            requests:
              cpu: 3
      """
    When I run `kubectl create -f high.yaml`
    Then within 5s pod "low" is "1/1 Terminating"
    And pod "high" is "0/1 Pending"
    And within 30s pod "high" is "1/1 Running"
    And within 2s pod "low" is gone
    And the rule "admission/priority-of-the-class" has acted
    And the rule "preemption/least-harm" has acted

  Scenario: the room is kept while the victim ends
    Given the file "high.yaml"
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: high
      spec:
        priorityClassName: urgent
        containers:
        - name: c
          image: nginx:1.25
          resources:
            requests:
              cpu: 3
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: late
      spec:
        containers:
        - name: c
          image: nginx:1.25
          resources:
            requests:
              cpu: 2
      """
    When I run `kubectl create -f high.yaml`
    Then within 40s pod "high" is "1/1 Running"
    And for 1m pod "late" is "0/1 Pending"
    And the rule "scheduler/room-is-kept" has acted

  Scenario: a pod that waits for its victim takes no more away
    Given the file "other.yaml"
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: other
      spec:
        containers:
        - name: c
          image: nginx:1.25
          resources:
            requests:
              cpu: 500m
      """
    And the file "high.yaml"
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: high
      spec:
        priorityClassName: urgent
        containers:
        - name: c
          image: nginx:1.25
          resources:
            requests:
              cpu: 3
      """
    When I run `kubectl create -f other.yaml`
    And 5s pass
    And I run `kubectl create -f high.yaml`
    And 5s pass
    Then pod "low" is "1/1 Terminating"
    When I run `kubectl delete pod other --force`
    Then within 40s pod "high" is "1/1 Running"
    And the rule "preemption/waits-for-its-victims" has acted

  Scenario Outline: a pod of class "<class>" waits
    Given the file "next.yaml"
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: next
      spec:
        priorityClassName: <class>
        containers:
        - name: c
          image: nginx:1.25
          resources:
            requests:
              cpu: 3
      """
    When I run `kubectl create -f next.yaml`
    Then for 1m pod "next" is "0/1 Pending"
    And pod "low" is "1/1 Running"
    And the rule "<rule>" has acted

    Examples:
      | class   | rule                           |
      | patient | preemption/never               |
      | ""      | preemption/lower-priority-only |
