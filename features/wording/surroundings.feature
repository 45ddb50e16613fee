Feature: What was there before the manifests

  Scenario: Without it containers can't be made
    Given the namespace "shop"
    And the manifest "needs-data.yaml"
    When the manifest is created
    And 10s pass
    Then the status of all pods in namespace "shop" is CreateContainerConfigError

  Scenario: A Secret and a ConfigMap
    Given the manifest "needs-data.yaml"
    And a secret "db" in namespace "shop" with "url" = "postgres://db.example"
    And a config map "settings" in namespace "shop" with:
      | key  | value |
      | MODE | fast  |
      | SIZE | 3     |
    When the manifest is created
    And pod "web" in namespace "shop" becomes ready
    Then `kubectl exec web -n shop -- sh -c 'echo $DB_URL $MODE $SIZE'` prints "postgres://db.example fast 3"

  Scenario: Everything that the manifests refer to
    Given the manifest "needs-data.yaml"
    And everything the manifests refer to is there
    When the manifest is created
    Then pod "web" in namespace "shop" becomes ready

  Scenario: A label of the nodes that the manifests refer to
    Given the manifest "needs-data.yaml" with these fields
      | spec.nodeSelector.disk | ssd |
    And all that the manifest needs is there
    When the manifest is created
    Then pod "web" in namespace "shop" becomes ready

  Scenario: The namespace is one of the manifests
    Given the manifest:
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      """
    And the manifest "needs-data.yaml"
    And a secret "db" in namespace "shop" with "url" = "postgres://db.example"
    And config map "settings" in namespace "shop" with:
      | MODE | fast |
    When the manifests are created
    Then pod "web" in namespace "shop" becomes ready
