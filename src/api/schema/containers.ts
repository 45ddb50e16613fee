/** Containers and everything inside them: ports, environment, probes, hooks, security. Notation: see notation.ts. */
export const CONTAINERS = `
Container: name string!, image string, command []string, args []string, workingDir string, ports []ContainerPort,
  envFrom []EnvFromSource, env []EnvVar, resources ResourceRequirements, resizePolicy []ContainerResizePolicy@27/33,
  restartPolicy *ContainerRestartPolicy@28, restartPolicyRules []ContainerRestartRule@34/35,
  volumeMounts []VolumeMount, volumeDevices []VolumeDevice, livenessProbe Probe, readinessProbe Probe,
  startupProbe Probe, lifecycle Lifecycle, terminationMessagePath string,
  terminationMessagePolicy TerminationMessagePolicy, imagePullPolicy PullPolicy, securityContext SecurityContext,
  stdin bool, stdinOnce bool, tty bool
EphemeralContainer: name string!, image string, command []string, args []string, workingDir string,
  ports []ContainerPort, envFrom []EnvFromSource, env []EnvVar, resources ResourceRequirements,
  resizePolicy []ContainerResizePolicy@27/33, restartPolicy *ContainerRestartPolicy@28,
  restartPolicyRules []ContainerRestartRule@34/35, volumeMounts []VolumeMount, volumeDevices []VolumeDevice,
  livenessProbe Probe, readinessProbe Probe, startupProbe Probe, lifecycle Lifecycle, terminationMessagePath string,
  terminationMessagePolicy TerminationMessagePolicy, imagePullPolicy PullPolicy, securityContext SecurityContext,
  stdin bool, stdinOnce bool, tty bool, targetContainerName string
ContainerPort: name string, hostPort int32, containerPort int32!, protocol Protocol, hostIP string
ContainerResizePolicy: resourceName ResourceName!, restartPolicy ResourceResizeRestartPolicy!
ContainerRestartRule: action ContainerRestartRuleAction, exitCodes ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes: operator ContainerRestartRuleOnExitCodesOperator, values []int32
EnvVar: name string!, value string, valueFrom EnvVarSource
EnvVarSource: fieldRef ObjectFieldSelector, resourceFieldRef ResourceFieldSelector,
  configMapKeyRef ConfigMapKeySelector, secretKeyRef SecretKeySelector, fileKeyRef FileKeySelector@34/35
EnvFromSource: prefix string, configMapRef ConfigMapEnvSource, secretRef SecretEnvSource
ConfigMapEnvSource: name string, optional *bool
SecretEnvSource: name string, optional *bool
ObjectFieldSelector: apiVersion string, fieldPath string!
ResourceFieldSelector: containerName string, resource string!, divisor Quantity
ConfigMapKeySelector: name string, key string!, optional *bool
SecretKeySelector: name string, key string!, optional *bool
FileKeySelector: volumeName string!, path string!, key string!, optional *bool
ResourceRequirements: limits ResourceList, requests ResourceList, claims []ResourceClaim@26
ResourceClaim: name string!, request string@31
VolumeMount: name string!, readOnly bool, recursiveReadOnly *RecursiveReadOnlyMode@30/31, mountPath string!,
  subPath string, mountPropagation *MountPropagationMode, subPathExpr string
VolumeDevice: name string!, devicePath string!
Probe: exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, grpc GRPCAction@23/24,
  initialDelaySeconds int32, timeoutSeconds int32, periodSeconds int32, successThreshold int32,
  failureThreshold int32, terminationGracePeriodSeconds *int64@21/25
Lifecycle: postStart LifecycleHandler, preStop LifecycleHandler, stopSignal *Signal@33/off
LifecycleHandler: exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, sleep SleepAction@29/30
ExecAction: command []string
HTTPGetAction: path string, port IntOrString!, host string, scheme URIScheme, httpHeaders []HTTPHeader
HTTPHeader: name string!, value string!
TCPSocketAction: port IntOrString!, host string
GRPCAction: port int32!, service *string
SleepAction: seconds int64!
SecurityContext: capabilities Capabilities, privileged *bool, seLinuxOptions SELinuxOptions,
  windowsOptions WindowsSecurityContextOptions, runAsUser *int64, runAsGroup *int64, runAsNonRoot *bool,
  readOnlyRootFilesystem *bool, allowPrivilegeEscalation *bool, procMount *ProcMountType/33, seccompProfile SeccompProfile,
  appArmorProfile AppArmorProfile@30
Capabilities: add []Capability, drop []Capability
SELinuxOptions: user string, role string, type string, level string
WindowsSecurityContextOptions: gmsaCredentialSpecName *string, gmsaCredentialSpec *string, runAsUserName *string,
  hostProcess *bool@22
SeccompProfile: type SeccompProfileType!, localhostProfile *string
AppArmorProfile: type AppArmorProfileType!, localhostProfile *string
`;
