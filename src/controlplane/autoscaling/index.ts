/** What HorizontalPodAutoscalers do where nobody measures pods: they keep the replicas between the bounds. */
export { HorizontalController } from './horizontalController';
