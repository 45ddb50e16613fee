/** kube-proxy on each node: ClusterIPs and node ports become addresses of pods. */
export { ServiceRouter } from './router';
