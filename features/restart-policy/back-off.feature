@restart @experiment
Feature: A container that keeps ending is restarted with growing pauses
  Next to a healthy nginx runs an alpine that ends by itself. The exit code is 0 each time: that makes no difference
  under restart policy Always.

  @D5
  Scenario: an alpine that has nothing to do ends at once
    Given the manifest "alpine-exits.yaml"
    When I run `kubectl create -f alpine-exits.yaml`
    And 5m pass
    Then pod "pod-lifecycle" went through "ContainerCreating", "NotReady", "CrashLoopBackOff" in this order
    And pod "pod-lifecycle" is "1/2"
    And container "alpine-container" started again after pauses of at least 0s, 10s, 20s, 40s, 80s
    And container "nginx-container" has never restarted

  @D6
  Scenario: an alpine that sleeps for 30 seconds
    Given the manifest "alpine-sleeps-30.yaml"
    When I run `kubectl create -f alpine-sleeps-30.yaml`
    Then within 5s pod "pod-lifecycle" is "2/2"
    And within 35s pod "pod-lifecycle" is "NotReady"
    And within 5s pod "pod-lifecycle" is "2/2"
    When 10m pass
    Then container "alpine-container" started again after pauses of at least 0s, 10s, 20s, 40s, 80s
    And pod "pod-lifecycle" has shown "CrashLoopBackOff"
    And container "nginx-container" has never restarted

  Scenario: the pause never grows beyond five minutes
    Given the manifest "alpine-exits.yaml"
    When I run `kubectl create -f alpine-exits.yaml`
    And 40m pass
    Then container "alpine-container" started again after pauses of at least 0s, 10s, 20s, 40s, 80s, 160s, 300s, 300s, 300s
    And container "alpine-container" never paused longer than 330s

  Scenario: a run of more than ten minutes is forgiven
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "n=$(cat /data/n || echo 0); n=$((n+1)); echo $n > /data/n; if [ $n = 4 ]; then sleep 650; fi; exit 1"]
          volumeMounts:
          - {name: data, mountPath: /data}
        volumes:
        - name: data
          emptyDir: {}
      """
    When the manifest is created
    And 13m pass
    Then container "c" started again after pauses of at least 0s, 10s, 20s, 0s, 10s
    And container "c" paused shorter than 2s before start 5
