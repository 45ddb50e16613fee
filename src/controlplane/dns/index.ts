/** Names inside the cluster: Services, headless endpoints, pods, and everything else by asking upstream. */
export { ClusterDns } from './clusterDns';
