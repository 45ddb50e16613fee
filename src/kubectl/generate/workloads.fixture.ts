/** A command line; what `--dry-run=client -o yaml` prints of it in kubectl 1.32.4 and, where that differs, in 1.20.2. */
export type GeneratedRow = readonly [words: string, printed: string, in120?: string];

/** Pods, and what makes them. */
export const WORKLOADS: readonly GeneratedRow[] = [
  [
    'create deployment a --image=x:1 --image=z@sha256:abc --replicas=2 --port=80',
    `
apiVersion: apps/v1
kind: Deployment
metadata:
  creationTimestamp: null
  labels:
    app: a
  name: a
spec:
  replicas: 2
  selector:
    matchLabels:
      app: a
  strategy: {}
  template:
    metadata:
      creationTimestamp: null
      labels:
        app: a
    spec:
      containers:
      - image: x:1
        name: x
        ports:
        - containerPort: 80
        resources: {}
      - image: z@sha256:abc
        name: z
        resources: {}
status: {}
`,
  ],
  [
    'create job j --image=x -- date',
    `
apiVersion: batch/v1
kind: Job
metadata:
  creationTimestamp: null
  name: j
spec:
  template:
    metadata:
      creationTimestamp: null
    spec:
      containers:
      - command:
        - date
        image: x
        name: j
        resources: {}
      restartPolicy: Never
status: {}
`,
  ],
  [
    'create cronjob j --image=x --schedule=* -- date',
    `
apiVersion: batch/v1
kind: CronJob
metadata:
  creationTimestamp: null
  name: j
spec:
  jobTemplate:
    metadata:
      creationTimestamp: null
      name: j
    spec:
      template:
        metadata:
          creationTimestamp: null
        spec:
          containers:
          - command:
            - date
            image: x
            name: j
            resources: {}
          restartPolicy: OnFailure
  schedule: '*'
status: {}
`,
    `
apiVersion: batch/v1beta1
kind: CronJob
metadata:
  creationTimestamp: null
  name: j
spec:
  jobTemplate:
    metadata:
      creationTimestamp: null
      name: j
    spec:
      template:
        metadata:
          creationTimestamp: null
        spec:
          containers:
          - command:
            - date
            image: x
            name: j
            resources: {}
          restartPolicy: OnFailure
  schedule: '*'
status: {}
`,
  ],
  [
    'create job j',
    `
error: either --image or --from must be specified
`,
  ],
  [
    'create job j --image=a --from=cronjob/b',
    `
error: either --image or --from must be specified
`,
  ],
  [
    'run p --image=UPPER',
    `
error: Invalid image name "UPPER": invalid reference format
`,
  ],
  [
    'run p --image=x --rm',
    `
error: --rm should only be used for attached containers
See 'kubectl run -h' for help and examples
`,
  ],
  [
    'run p --image=x -it',
    `
error: --dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)
See 'kubectl run -h' for help and examples
`,
  ],
  [
    'run p --image=x --restart=Foo',
    `
error: invalid restart policy: Foo
See 'kubectl run -h' for help and examples
`,
  ],
  [
    'run p --image=x --image-pull-policy=Foo',
    `
error: invalid image pull policy: Foo
See 'kubectl run -h' for help and examples
`,
  ],
];
