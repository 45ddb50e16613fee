/** Rollouts: from one pod template to the next. */
export { DeploymentController } from './deploymentController';
