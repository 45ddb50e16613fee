@images
Feature: An image that another pod has pulled with its login
  Up to Kubernetes 1.34 whoever can name an image that lies on the node can use it; since 1.35 only who could have pulled it.

  Scenario Outline: Kubernetes <release>, policy <policy>
    Given Kubernetes <release>
    And image "registry.example.com/team/app:1" needs login "user" with password "secret"
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec:
        nodeName: k8s-node01
        imagePullSecrets: [{name: right}]
        containers: [{name: c, image: registry.example.com/team/app:1, imagePullPolicy: IfNotPresent}]
      """
    When I run `kubectl create secret docker-registry right --docker-server=registry.example.com --docker-username=user --docker-password=secret`
    And the manifest is created
    And 20s pass
    And I run `kubectl run second --image=registry.example.com/team/app:1 --image-pull-policy=<policy> --overrides='{"spec":{"nodeName":"k8s-node01"}}'`
    And I run `kubectl run third --image=registry.example.com/team/app:1 --image-pull-policy=<policy> --overrides='{"spec":{"nodeName":"k8s-node01","imagePullSecrets":[{"name":"right"}]}}'`
    And 40s pass
    Then pod "first" is "1/1 Running"
    And pod "second" has shown "<second>"
    And pod "third" is "1/1 Running"
    And the image "registry.example.com/team/app:1" was pulled <pulls>

    Examples:
      | release | policy       | second            | pulls            |
      | 1.34    | IfNotPresent | Running           | 1 time           |
      | 1.34    | Never        | Running           | 1 time           |
      | 1.36    | IfNotPresent | ImagePullBackOff  | at least 2 times |
      | 1.36    | Never        | ErrImageNeverPull | 1 time           |
