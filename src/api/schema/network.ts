/** Services and who is behind them. Notation: see notation.ts. */
export const NETWORK = `
Ingress: kind string, apiVersion string, metadata ObjectMeta, spec IngressSpec, status any
IngressSpec: ingressClassName *string, defaultBackend IngressBackend, tls []IngressTLS, rules []IngressRule
IngressBackend: service IngressServiceBackend, resource TypedLocalObjectReference
IngressServiceBackend: name string!, port ServiceBackendPort
ServiceBackendPort: name string, number int32
IngressTLS: hosts []string, secretName string
IngressRule: host string, http HTTPIngressRuleValue
HTTPIngressRuleValue: paths []HTTPIngressPath!
HTTPIngressPath: path string, pathType PathType!, backend IngressBackend!
NetworkPolicy: kind string, apiVersion string, metadata ObjectMeta, spec NetworkPolicySpec, status any
NetworkPolicySpec: podSelector LabelSelector, ingress []NetworkPolicyIngressRule, egress []NetworkPolicyEgressRule,
  policyTypes []PolicyType
NetworkPolicyIngressRule: ports []NetworkPolicyPort, from []NetworkPolicyPeer
NetworkPolicyEgressRule: ports []NetworkPolicyPort, to []NetworkPolicyPeer
NetworkPolicyPort: protocol *Protocol, port IntOrString, endPort *int32@21/22
NetworkPolicyPeer: podSelector LabelSelector, namespaceSelector LabelSelector, ipBlock IPBlock
IPBlock: cidr string!, except []string
Service: kind string, apiVersion string, metadata ObjectMeta, spec ServiceSpec, status ServiceStatus
ServiceSpec: ports []ServicePort, selector map[string]string, clusterIP string, clusterIPs []string, type ServiceType,
  externalIPs []string, sessionAffinity ServiceAffinity, loadBalancerIP string, loadBalancerSourceRanges []string,
  externalName string, externalTrafficPolicy ServiceExternalTrafficPolicy, healthCheckNodePort int32,
  publishNotReadyAddresses bool, sessionAffinityConfig SessionAffinityConfig, ipFamilies []IPFamily,
  ipFamilyPolicy *IPFamilyPolicy, allocateLoadBalancerNodePorts *bool, loadBalancerClass *string@21,
  internalTrafficPolicy *ServiceInternalTrafficPolicy@21/22, trafficDistribution *string@30/31
ServicePort: name string, protocol Protocol, appProtocol *string, port int32!, targetPort IntOrString, nodePort int32
SessionAffinityConfig: clientIP ClientIPConfig
ClientIPConfig: timeoutSeconds *int32
ServiceStatus: loadBalancer LoadBalancerStatus, conditions []Condition
LoadBalancerStatus: ingress []LoadBalancerIngress
LoadBalancerIngress: ip string, hostname string, ipMode *LoadBalancerIPMode@29, ports []PortStatus
PortStatus: port int32!, protocol Protocol!, error *string
Endpoints: kind string, apiVersion string, metadata ObjectMeta, subsets []EndpointSubset
EndpointSubset: addresses []EndpointAddress, notReadyAddresses []EndpointAddress, ports []EndpointPort
EndpointAddress: ip string!, hostname string, nodeName *string, targetRef ObjectReference
EndpointPort: name string, port int32!, protocol Protocol, appProtocol *string
EndpointSlice: kind string, apiVersion string, metadata ObjectMeta, addressType AddressType!, endpoints *[]Endpoint,
  ports *[]discovery.EndpointPort
Endpoint: addresses []string!, conditions EndpointConditions, hostname *string, targetRef ObjectReference,
  deprecatedTopology map[string]string, nodeName *string, zone *string, hints EndpointHints
EndpointConditions: ready *bool, serving *bool, terminating *bool
EndpointHints: forZones []ForZone, forNodes []ForNode@33
ForZone: name string!
ForNode: name string!
discovery.EndpointPort: name string, protocol Protocol, port *int32, appProtocol *string
`;
