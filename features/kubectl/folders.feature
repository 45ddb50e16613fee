Feature: Folders of manifests

  Scenario: A folder is all manifests in it and below it
    Given the manifests "shop"
    When the manifests are created
    And 30s pass
    Then pod "web" is ready
    And job "report" is complete

  Scenario: kubectl takes the files of the folder itself, in the order of their names
    When I run `kubectl apply -f shop/`
    Then it prints
      """
      configmap/settings created
      pod/web created
      """
    And there is no job "report"

  Scenario: With -R it takes those below too
    When I run `kubectl apply -R -f shop`
    Then it prints
      """
      configmap/settings created
      pod/web created
      job.batch/report created
      """

  Scenario: A folder that the scenario itself has written
    Given a file "conf/b.yaml":
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: b}
      """
    And a file "conf/a.yaml":
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a}
      """
    When I run `kubectl create -f conf`
    Then it prints
      """
      configmap/a created
      configmap/b created
      """

  Scenario: A folder that a script on the workstation has written
    When I run `mkdir k8s && kubectl create configmap c --dry-run=client -o yaml > k8s/c.yaml && kubectl apply -f k8s`
    Then it prints "configmap/c created"

  Scenario: A folder without manifests
    Given a file "empty/notes.txt":
      """
      nothing
      """
    When I run `kubectl apply -f empty`
    Then its exit code is 1
    And it prints "error: error reading [empty]: recognized file extensions are [.json .yaml .yml]"

  Scenario: A folder that a sentence applies is all of it too
    When the manifest "shop" is applied
    And 30s pass
    Then job "report" is complete
    When I delete the manifests
    And 1m passes
    Then there is no job "report"
    And there is no pod "web"

  Scenario: A file whose name has a space
    Given a manifest "my pod.yaml":
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: web, image: "example/web:1"}]}
      """
    When the manifest is created
    Then pod "web" becomes ready
