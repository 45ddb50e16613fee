Feature: kubectl run, with the terminal at the container

  A container that says one thing and ends is often over before the connection to it is there. kubectl then shows its
  log, and since 1.36 it shows the log first in any case.

  Scenario: What a short command of a new pod says
    When I run `kubectl run asker --image=busybox:1.28 -i --rm --restart=Never -- nslookup kubernetes`
    Then it prints "kubernetes.default.svc.cluster.local"
    And it prints "warning: couldn't attach to pod/asker, falling back to streaming logs:"
    And pod "asker" is gone

  Scenario: Kubelets up to 1.25 tell of a short command only when it is over
    Given Kubernetes 1.25
    When I run `kubectl run asker --image=busybox:1.28 -i --rm --restart=Never -- nslookup kubernetes`
    Then it prints "kubernetes.default.svc.cluster.local"
    And it prints 'pod "asker" deleted'

  Scenario: The exit code of the container is that of the command
    When I run `kubectl run job --image=busybox:1.28 -i --rm --restart=Never -- sh -c 'echo begun; sleep 3; exit 3'`
    Then it fails with "pod default/job terminated (Error)"
    And it prints "begun"
