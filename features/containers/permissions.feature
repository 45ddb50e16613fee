@containers
Feature: Who a container runs as decides what it may read and write

  Files have owners, groups and modes, and what is not root asks before it acts (credentials(7), path_resolution(7)). The
  user is that of the securityContext or of the image; a volume is the fsGroup's, but for paths of the node (kubernetes.io,
  Configure a Security Context for a Pod or Container).

  Rule: Nobody but root writes where root alone may

    Background:
      Given the manifest
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          restartPolicy: Never
          securityContext: {runAsUser: 1000, runAsGroup: 3000}
          containers:
          - name: c
            image: busybox
            command: [sh, -c, "id; touch /etc/x; touch /tmp/x && stat -c %u:%g /tmp/x; touch /work/x; mkdir /node/x; echo at home in $HOME"]
            volumeMounts: [{name: work, mountPath: /work/here, subPath: a/b}, {name: node, mountPath: /node}]
          volumes:
          - {name: work, emptyDir: {}}
          - {name: node, hostPath: {path: /opt/data, type: DirectoryOrCreate}}
        """

    Scenario: A user without rights
      When the manifest is created
      Then within 20s pod "p" is "Completed"
      And the log of container "c" contains "uid=1000 gid=3000 groups=3000"
      And the log of container "c" contains "touch: /etc/x: Permission denied"
      And the log of container "c" contains "1000:3000"
      And the log of container "c" contains "touch: /work/x: Permission denied"
      And the log of container "c" contains "mkdir: can't create directory '/node/x': Permission denied"
      And the log of container "c" contains "at home in /"

    Scenario: Root, unless it has lost its powers
      Given the manifest
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: r}
        spec:
          containers:
          - name: all
            image: busybox
            command: [sh, -c, "touch /etc/x && chown 1000 /etc/x && echo given to $(stat -c %u /etc/x); echo at home in $HOME; sleep 1000"]
          - name: none
            image: busybox
            securityContext: {capabilities: {drop: [ALL]}}
            command: [sh, -c, "touch /etc/x && chown 1000 /etc/x; sleep 1000"]
          - name: debian
            image: nginx
            securityContext: {capabilities: {drop: [ALL], add: [DAC_OVERRIDE]}}
            command: [sh, -c, "touch /etc/x && chown 1000 /etc/x; sleep 1000"]
        """
      When the manifest is created
      Then within 20s pod "r" is "3/3 Running"
      And the log of container "all" contains "given to 1000"
      And the log of container "all" contains "at home in /root"
      And the log of container "none" contains "chown: /etc/x: Operation not permitted"
      And the log of container "debian" contains "chown: changing ownership of '/etc/x': Operation not permitted"

  Rule: Volumes belong to the fsGroup

    Scenario Outline: A secret for its owner alone, and a directory to work in, <with>
      Given the manifest
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: key}
        stringData: {key: open sesame}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          restartPolicy: Never
          securityContext: {runAsUser: 1000, <fsGroup>supplementalGroups: [4000]}
          containers:
          - name: c
            image: busybox
            command: [sh, -c, "id -G; echo x > /work/x; stat -c %u:%g /work/x; mkdir -p /work/a/b; stat -c 'mode %a' /work/a/b; cat /key/key"]
            volumeMounts: [{name: work, mountPath: /work}, {name: key, mountPath: /key}]
          volumes:
          - {name: work, emptyDir: {}}
          - {name: key, secret: {secretName: key, defaultMode: 0400}}
        """
      When the manifest is created
      Then within 20s pod "p" is "<status>"
      And the log of container "c" contains "<groups>"
      And the log of container "c" contains "1000:<group>"
      And the log of container "c" contains "mode <mode>"
      And the log of container "c" contains "<says>"

      Examples:
        | with            | fsGroup        | status    | groups      | group | mode | says                                          |
        | with a group    | fsGroup: 2000, | Completed | 0 2000 4000 | 2000  | 2755 | open sesame                                   |
        | without a group |                | Error     | 0 4000      | 0     | 755  | cat: can't open '/key/key': Permission denied |

  Rule: Servers say what they miss

    Scenario Outline: nginx <how>
      Given the manifest
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
          - {name: nginx, image: nginx, securityContext: <securityContext>}
        """
      When the manifest is created
      Then within 60s pod "web" is "CrashLoopBackOff"
      And container "nginx" last ended with exit code 1
      And the log of container "nginx" contains 'nginx: [emerg] <says>'

      Examples:
        | how                        | securityContext                | says                                                                          |
        | without its powers         | {capabilities: {drop: [ALL]}}  | chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted) |
        | as somebody else           | {runAsUser: 101}               | mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)         |
        | that may not write         | {readOnlyRootFilesystem: true} | mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)     |

    Scenario: nginx with a place for each thing that it writes
      Given the manifest
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          securityContext: {runAsUser: 101, runAsGroup: 101, runAsNonRoot: true}
          containers:
          - name: nginx
            image: nginx
            securityContext: {readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
            readinessProbe: {httpGet: {port: 80}}
            volumeMounts: [{name: cache, mountPath: /var/cache/nginx}, {name: run, mountPath: /var/run}]
          volumes:
          - {name: cache, emptyDir: {}}
          - {name: run, emptyDir: {}}
        """
      When the manifest is created
      Then within 20s pod "web" is "1/1 Running"
