/** What fields of probes and hooks mean, in our own words, by struct and field. */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'Container.livenessProbe':
    'Asked again and again while the container runs. When it fails failureThreshold times in a row the container is killed, and restarted as its restart policy says.',
  'Container.readinessProbe':
    'Asked again and again while the container runs. As long as it fails the pod is not ready: it gets no requests through services. It never restarts anything.',
  'Container.startupProbe':
    'Asked until it succeeds for the first time; meanwhile the other probes wait. When it fails failureThreshold times in a row the container is killed, as by a liveness probe.',
  'Container.lifecycle': 'What is done right after the start of the container and right before its end.',
  'Probe.exec': 'A command in the container; it succeeds when it ends with 0.',
  'Probe.httpGet': 'A GET request; any status from 200 to 399 is a success.',
  'Probe.tcpSocket': 'A connection to a port; it succeeds when the port is open.',
  'Probe.grpc': 'A request to the gRPC health service; it succeeds when the answer is SERVING.',
  'Probe.initialDelaySeconds': 'How long after the start of the container the first probe may run. Default 0.',
  'Probe.timeoutSeconds': 'A probe that takes longer has failed. Default 1, at least 1.',
  'Probe.periodSeconds': 'How often the probe runs. Default 10, at least 1.',
  'Probe.successThreshold':
    'How many probes in a row must succeed after a failure. Default 1; liveness and startup probes allow nothing else.',
  'Probe.failureThreshold': 'How many probes in a row must fail before it counts. Default 3, at least 1.',
  'Probe.terminationGracePeriodSeconds':
    'The time between stop signal and kill when this probe has failed, instead of that of the pod. Not for readiness probes.',
  'HTTPGetAction.path': 'Path of the request. Default /.',
  'HTTPGetAction.port': 'Number of the port, or its name in the container.',
  'HTTPGetAction.host': 'Where the request goes. Default: the address of the pod.',
  'HTTPGetAction.scheme': 'HTTP or HTTPS; certificates are not verified. Default HTTP.',
  'HTTPGetAction.httpHeaders': 'Headers that the request carries. A header Host names the virtual host.',
  'TCPSocketAction.port': 'Number of the port, or its name in the container.',
  'TCPSocketAction.host': 'Where the connection goes. Default: the address of the pod.',
  'ExecAction.command': 'The program and its arguments; no shell reads them.',
  'GRPCAction.port': 'Number of the port; names are not allowed.',
  'GRPCAction.service': 'The service that is asked for. Default: the server as a whole.',
  'Lifecycle.postStart':
    'Runs at the same time as the process of the container. Until it has ended the container counts as starting; when it fails the container is killed.',
  'Lifecycle.preStop':
    'Runs before the stop signal when somebody ends the container, within the grace period. It does not run when the process ends by itself.',
  'LifecycleHandler.exec': 'A command in the container.',
  'LifecycleHandler.httpGet': 'A GET request; any answer counts as success.',
  'LifecycleHandler.tcpSocket': 'Accepted, but no kubelet has ever carried it out.',
  'LifecycleHandler.sleep': 'Waits.',
  'SleepAction.seconds': 'How long.',
  'PodSpec.terminationGracePeriodSeconds':
    'The time that a pod has to end once it is asked to, preStop hooks included; then it is killed. Default 30.',
  'PodSpec.restartPolicy': 'Always, OnFailure or Never: which of its containers are started again. Default Always.',
};
