import { OrdinaryError } from '../../kernel/index';
/**
 * The container's configuration cannot be made from what is in the API now: the container waits with reason
 * `CreateContainerConfigError` and this message, and heals by itself when the missing thing appears.
 */
export class ConfigError extends OrdinaryError {
  readonly reason = 'CreateContainerConfigError';
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}
