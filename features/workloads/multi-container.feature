@experiment @workloads @D2
Feature: Two containers that share a volume
  `content-container` writes the date into the page that `nginx-container` serves.

  Background:
    Given the manifest "pod-multi-container.yaml"
    When the manifest is created

  Scenario: The page moves with the clock
    Then within 3s pod "pod-multi-container" is "2/2 Running"
    When 2s pass
    And I run `kubectl exec pod-multi-container -c nginx-container -- cat /usr/share/nginx/html/index.html > page.txt`
    And 5s pass
    And I run `kubectl exec pod-multi-container -c nginx-container -- cat /usr/share/nginx/html/index.html >> page.txt`
    And I run `sort -u page.txt | grep -c "Mon Jan  5 09:0.:.. UTC 2026"`
    Then it prints "2"
    And a GET of "/" from pod "pod-multi-container" answers with status 200
    And for 30m pod "pod-multi-container" stays "2/2 Running"
    And pod "pod-multi-container" has never restarted

  Scenario: A page that nobody has written yet
    The volume hides nginx's own page.

    Then within 3s container "nginx-container" is running
    When 200ms pass
    Then a GET of "/" from pod "pod-multi-container" answers with status 403
    When 2s pass
    Then a GET of "/" from pod "pod-multi-container" answers with status 200

  Scenario: A command goes to the first container unless another one is named
    When 5s pass
    And I run `kubectl exec pod-multi-container -- /bin/sh -c "hostname; ls /usr/share/nginx/html"`
    Then it prints
      """
      pod-multi-container
      index.html
      Defaulted container "nginx-container" out of: nginx-container, content-container
      """
    When I run `kubectl exec pod-multi-container -c content-container -- /bin/sh -c "hostname; ls /app"`
    Then it prints
      """
      pod-multi-container
      index.html
      """
    And `kubectl exec pod-multi-container -- ls /app` prints "No such file or directory"
    When I run `kubectl exec pod-multi-container -c content-contain -- ls`
    Then it fails with "container content-contain is not valid for pod pod-multi-container"

  Scenario: The end
    nginx quits when it is asked to; a shell that is process 1 does not listen, and is killed after 30 seconds.

    When 5s pass
    And I run `kubectl delete pod pod-multi-container`
    Then it took between 30s and 33s
    And container "nginx-container" last ended with exit code 0
    And container "content-container" last ended with exit code 137
    And pod "pod-multi-container" has taken this course
      | STATUS            | READY |
      | Pending           | 0/2   |
      | ContainerCreating | 0/2   |
      | Running           | 2/2   |
      | Terminating       | 2/2   |
      | Error             | 0/2   |
      | gone              |       |
