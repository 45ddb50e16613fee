/** What HorizontalPodAutoscalers do: by the metrics of a metrics server, or where there is none within their bounds alone. */
export { HorizontalController } from './horizontalController';
