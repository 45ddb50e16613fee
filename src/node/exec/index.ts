/** What the API server asks of a node directly: logs, exec, attach, files. */
export { KubeletServer } from './kubeletServer';
