@containers @D10 @experiment
Feature: A copy of a pod is an ordinary pod
  `kubectl debug --copy-to` makes a new pod with a third container. With --share-processes everybody sees everybody's
  processes. Nobody cleans it up.

  Background:
    Given the manifest "pod-multi-container.yaml"
    When I run `kubectl create -f pod-multi-container.yaml`
    Then within 10s pod "pod-multi-container" is "2/2 Running"
    When I run `kubectl debug pod-multi-container -it --share-processes --image=busybox:1.28 --copy-to=nginx-container --attach=false`
    Then it prints "Defaulting debug container name to debugger-"

  @claim-131
  Scenario: the copy has three containers, the original still two
    Then within 10s pod "nginx-container" is "3/3 Running"
    And pod "pod-multi-container" is "2/2 Running"
    And the field "spec.shareProcessNamespace" of pod "nginx-container" is "true"
    And `kubectl get pods` shows
      | NAME                | READY | STATUS  | RESTARTS |
      | nginx-container     | 3/3   | Running | 0        |
      | pod-multi-container | 2/2   | Running | 0        |

  @claim-132
  Scenario: processes of the other containers are visible
    Then within 10s pod "nginx-container" is "3/3 Running"
    When I run `kubectl exec nginx-container -c content-container -- ps`
    Then it prints "/pause"
    And it prints "nginx: master process"
    And it prints "while true; do sleep 1; date > /app/index.html; done;"

  @claim-133
  Scenario: the copy stays until somebody deletes it
    Then within 10s pod "nginx-container" is "3/3 Running"
    And for 20m pod "nginx-container" stays "3/3 Running"
    When I run `kubectl delete pod pod-multi-container`
    Then pod "nginx-container" is "3/3 Running"
    When I run `kubectl delete pod nginx-container`
    Then pod "nginx-container" is gone

  Scenario: the new container has the token of the pod's account, too
    Then within 10s pod "nginx-container" is "3/3 Running"
    And `kubectl exec nginx-container -c nginx-container -- ls /var/run/secrets/kubernetes.io/serviceaccount` prints "token"
    And the field "spec.volumes[2]" of pod "nginx-container" is not set
