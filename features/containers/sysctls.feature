@containers
Feature: Kernel parameters belong to a pod or to its node

  A pod sets those of its own network in its manifest, if its kubelet holds them for safe; those of the node are set by a privileged
  container (kubernetes.io, Using sysctls in a Cluster).

  Scenario Outline: vm.max_map_count, which a search engine wants, set by a container that is <what>
    Given the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: search}
      spec:
        restartPolicy: Never
        initContainers:
        - name: sysctl
          image: busybox
          command: [sysctl, -w, vm.max_map_count=262144]
          securityContext: {privileged: <privileged>}
        containers: [{name: engine, image: busybox, command: [cat, /proc/sys/vm/max_map_count]}]
      """
    When the manifest is created
    Then within 20s pod "search" is "<status>"
    And the log of container "sysctl" contains "<log>"
    When I run `sysctl -n vm.max_map_count` on node "k8s-node01"
    Then it prints "<node>"

    Examples:
      | what           | privileged | status     | log                                                              | node   |
      | privileged     | true       | Completed  | vm.max_map_count = 262144                                        | 262144 |
      | not privileged | false      | Init:Error | error setting key 'vm.max_map_count': Read-only file system      | 65530  |

  Scenario: A pod has a network of its own, and with it its parameters
    Given the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: own}
      spec:
        restartPolicy: Never
        securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "0"}, {name: net/ipv4/tcp_fin_timeout, value: "15"}]}
        containers: [{name: c, image: busybox, command: [sysctl, net.ipv4.tcp_syncookies, net.ipv4.tcp_fin_timeout]}]
      """
    When the manifest is created
    Then within 20s pod "own" is "Completed"
    And the log of container "c" contains "net.ipv4.tcp_syncookies = 0"
    And the log of container "c" contains "net.ipv4.tcp_fin_timeout = 15"
    When I run `sysctl -n net.ipv4.tcp_syncookies` on node "k8s-node01"
    Then it prints "1"

  Scenario Outline: The kubelet of <release> takes no pod that sets what may harm others
    Given Kubernetes <release>
    And the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: greedy}
      spec:
        securityContext: {sysctls: [{name: net.core.somaxconn, value: "10000"}]}
        containers: [{name: c, image: nginx}]
      """
    When the manifest is created
    Then within 20s pod "greedy" is "SysctlForbidden"
    And pod "greedy" has phase "Failed"
    And pod "greedy" has the event "SysctlForbidden" with message "forbidden sysctl: \"net.core.somaxconn\" <why>"

    Examples:
      | release | why             |
      | 1.20    | not whitelisted |
      | 1.36    | not allowlisted |
