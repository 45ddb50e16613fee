@storage
Feature: What releases do otherwise with disks

  Scenario Outline: When a disk is mounted that takes its time to be attached
    Given Kubernetes <release>
    And the manifest "disks.yaml"
    When the manifest is created
    Then within 30s pod "wiki-*" has the event "SuccessfulAttachVolume" with message "AttachVolume.Attach succeeded for volume"
    And within 15s pod "wiki-*" is "1/1 Running"

    Examples:
      | release |
      | 1.23    |
      | 1.24    |
