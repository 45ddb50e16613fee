import type { Link } from '../link';
import type { ApiServer } from '../store/index';
import type { KubeEvent, KubeObject, ObjectReference } from '../types/index';
import { EventCorrelator } from './correlator';
import { EventNames } from './names';
import { eventNamespace, referenceTo } from './reference';
import { EventWriter } from './writer';

export interface RecorderOptions {
  /** `kubelet`, `deployment-controller` … */
  readonly component: string;
  /** The node of a kubelet; others have none. */
  readonly host?: string;
  /** Its machine's way to the API server: events wait while it is down. */
  readonly link?: Link;
}

/**
 * The classic recorder that kubelets and controllers use: v1 Events with counts. Returns at once; the write follows.
 * Source: client-go `tools/record`.
 */
export class EventRecorder {
  private readonly correlator: EventCorrelator;
  private readonly names: EventNames;
  private readonly writer: EventWriter;

  constructor(
    private readonly api: ApiServer,
    private readonly options: RecorderOptions,
  ) {
    this.correlator = new EventCorrelator(api.release, api.kernel);
    const who = options.host ? `${options.component}/${options.host}` : options.component;
    this.names = new EventNames(api.kernel.random.stream(`${who}/events`));
    this.writer = new EventWriter(api, who, options.link);
  }

  /**
   * Reports something about an object.
   * @param fieldPath the part that it is about, such as `spec.containers{app}`
   */
  event(
    object: KubeObject | ObjectReference,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
  ): void {
    const { api } = this;
    const involvedObject = referenceTo(object, fieldPath);
    const result = this.correlator.correlate(this.make(involvedObject, type, reason, message), api.kernel.now);
    if (result) this.writer.write(result);
  }

  private make(
    involvedObject: ObjectReference,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): KubeEvent {
    const { component, host } = this.options;
    const now = this.api.now();
    const name = this.names.next(involvedObject.name ?? '', this.api.wallMs());
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: eventNamespace(involvedObject) },
      involvedObject,
      reason,
      message,
      source: host ? { component, host } : { component },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: host ?? '',
    };
  }
}
