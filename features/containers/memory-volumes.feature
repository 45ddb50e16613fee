Feature: An emptyDir in memory is a file system with a size

  Scenario Outline: A script of <shell> meets the end of it
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        terminationGracePeriodSeconds: 0
        volumes: [{name: cache, emptyDir: {medium: Memory, sizeLimit: 1Mi}}]
        containers:
        - {name: c, image: "<image>", command: [sleep, 1d], volumeMounts: [{name: cache, mountPath: /cache}]}
      """
    When the manifest is created
    And 30s pass
    And I run `kubectl exec p -- dd if=/dev/zero of=/cache/big bs=256K count=9`
    Then its exit code is 1
    And it prints "dd: error writing '/cache/big': No space left on device"
    And it prints "5+0 records in"
    And it prints "4+0 records out"
    When I run `kubectl exec p -- <shell> -c 'echo more > /cache/more; echo $?; ls -l /cache/more | cut -c1-10; cat /etc/hostname > /cache/more'`
    Then its exit code is 1
    And it prints "<echo>"
    And it prints "cat: write error: No space left on device"
    When I run `kubectl exec p -- sh -c 'rm /cache/big; echo more > /cache/more; cat /cache/more'`
    Then it prints "more"
    When 10m pass
    Then pod "p" is "1/1 Running"
    And the rule "volumes/memory-has-a-size" has acted

    Examples:
      | image        | shell | echo                                              |
      | busybox:1.36 | sh    | sh: write error: No space left on device          |
      | debian:12    | bash  | line 1: echo: write error: No space left on device |
      | debian:12    | sh    | sh: 1: echo: echo: I/O error                      |

  Scenario Outline: In Kubernetes <release> <what>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: Never
        volumes: [{name: cache, emptyDir: {medium: Memory, sizeLimit: 1Mi}}]
        containers:
        - name: c
          image: busybox:1.36
          command: [sh, -c, "dd if=/dev/zero of=/cache/big bs=1M count=3 && sleep 1h"]
          volumeMounts: [{name: cache, mountPath: /cache}]
      """
    When the manifest is created
    And 10m pass
    Then pod "p" is "<status>"

    Examples:
      | release | what                                  | status  |
      | 1.21    | a pod with more in it is evicted      | Evicted |
      | 1.22    | the pod is told that there is no room | Error   |
