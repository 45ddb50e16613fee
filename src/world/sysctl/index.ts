export { dottedParameter, KernelParameters, parameterPath } from './kernelParameters';
export { ParameterDirectory } from './parameterDirectory';
