# Found by podwright fuzz: run 3123 of seed 20261125, made smaller in 161 steps.
Feature: A container that is killed for a failed probe has the grace of that probe, if it has one, else that of its pod.
  Seen after 1m56.791s of Pod/default/web-64c5fd4fff-zrt7x: SIGKILL 86.339 s after the stop signal, 30 s were left of the grace.
  Source: KEP-2238; kubernetes.io, Configure Probes, Probe-level terminationGracePeriodSeconds.

  Scenario: the kubelet of node "k8s-node03" restarts
    Given Kubernetes 1.36
    And seed 1
    And a cluster of 3 nodes
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m pass
    And the kubelet of node "k8s-node03" restarts
    And 1m pass
    Then what always holds holds
